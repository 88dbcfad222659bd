// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import mesh.cli.demo.Demo;
import mesh.cli.run.ExitCode;
import mesh.cli.run.Program;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mesh demo}: a mesh of three hosts on this machine, and everything removed at the end. */
@Command(name = "demo", mixinStandardHelpOptions = true, description = {
        "Makes three hosts on this machine and a mesh of them; removes all of it at the end.",
        "Needs Linux and root. Elsewhere it shows plan and files of the same mesh."})
final class DemoCommand implements Callable<Integer> {
    private final MeshCommand mesh;
    private final Program program;

    @Option(names = "--packages", description = "Only lists the Debian packages that it uses.")
    private boolean packages;

    DemoCommand(MeshCommand mesh, Program program) {
        this.mesh = mesh;
        this.program = program;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (packages) {
            Demo.packages().forEach(mesh.console().out()::println);
        } else {
            new Demo(mesh.setting(), program).run(Path.of(System.getProperty("mesh.root", ".")));
        }
        return ExitCode.OK.value();
    }
}
