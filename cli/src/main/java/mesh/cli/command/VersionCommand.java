// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.util.concurrent.Callable;

import mesh.cli.run.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** {@code mesh version}: which program this is. */
@Command(name = "version", mixinStandardHelpOptions = true, description = "Prints the version.")
final class VersionCommand implements Callable<Integer> {
    private final MeshCommand mesh;

    VersionCommand(MeshCommand mesh) {
        this.mesh = mesh;
    }

    @Override
    public Integer call() {
        VersionText.lines().forEach(mesh.console().out()::println);
        return ExitCode.OK.value();
    }

    /** What {@code -V} of any command prints. */
    static final class Text implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return VersionText.lines().toArray(String[]::new);
        }
    }
}
