// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import mesh.cli.run.Console;
import mesh.cli.run.ExitCode;
import mesh.cli.run.MeshException;
import mesh.cli.workspace.Workspace;
import mesh.name.MeshName;
import mesh.spec.SpecTemplate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mesh init}: a first spec to edit. */
@Command(name = "init", mixinStandardHelpOptions = true, description = "Writes a first spec to start from.")
final class InitCommand implements Callable<Integer> {
    private final MeshCommand mesh;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The mesh's name. Default: the directory's.")
    private Optional<MeshName> name = Optional.empty();

    InitCommand(MeshCommand mesh) {
        this.mesh = mesh;
    }

    @Override
    public Integer call() {
        Workspace workspace = mesh.workspace();
        if (Files.exists(workspace.spec())) {
            throw MeshException.error(workspace.specName() + ": exists already",
                    "Edit it, or name another with '-f FILE'.");
        }
        Workspace.save(workspace.spec(), SpecTemplate.text(name.orElseGet(() -> FirstName.of(workspace)), List.of()));
        Console console = mesh.console();
        console.out().println("Wrote " + workspace.specName() + ".");
        console.note("Put your own hosts there, then:");
        console.note("  " + mesh.hint("bootstrap HOST") + "   pins a host's SSH key");
        console.note("  " + mesh.hint("plan") + "             shows what would change");
        return ExitCode.OK.value();
    }
}
