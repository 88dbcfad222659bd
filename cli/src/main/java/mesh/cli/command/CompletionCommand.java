// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.util.concurrent.Callable;

import mesh.cli.run.ExitCode;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** {@code mesh completion}: the script that makes a shell complete commands and options. */
@Command(name = "completion", mixinStandardHelpOptions = true, description = {
        "Prints the completion script for bash and zsh.", "Load it with: source <(mesh completion)"})
final class CompletionCommand implements Callable<Integer> {
    private final MeshCommand mesh;

    CompletionCommand(MeshCommand mesh) {
        this.mesh = mesh;
    }

    @Override
    public Integer call() {
        mesh.console().out().print(AutoComplete.bash("mesh", mesh.tree()));
        return ExitCode.OK.value();
    }
}
