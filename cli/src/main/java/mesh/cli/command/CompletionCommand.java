// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.util.Optional;
import java.util.concurrent.Callable;

import mesh.cli.manual.BashCompletion;
import mesh.cli.manual.FishCompletion;
import mesh.cli.run.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mesh completion}: the script that makes a shell complete commands and options. */
@Command(name = "completion", mixinStandardHelpOptions = true, description = {
        "Prints the completion script of a shell.",
        "Load it with: source <(mesh completion), or: mesh completion fish | source"})
final class CompletionCommand implements Callable<Integer> {
    private final MeshCommand mesh;

    /** Those whose language is known. zsh reads bash's script. */
    enum Shell {
        BASH, ZSH, FISH
    }

    @Parameters(arity = "0..1", paramLabel = "SHELL", description = "bash, zsh or fish. Default: the script for bash, which is that for zsh.")
    private Optional<Shell> shell = Optional.empty();

    CompletionCommand(MeshCommand mesh) {
        this.mesh = mesh;
    }

    @Override
    public Integer call() {
        mesh.console().out().print(switch (shell.orElse(Shell.BASH)) {
            case BASH, ZSH -> new BashCompletion(mesh.tree()).text();
            case FISH -> new FishCompletion(mesh.tree()).text();
        });
        return ExitCode.OK.value();
    }
}
