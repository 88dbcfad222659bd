// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import mesh.cli.run.Console;
import mesh.cli.run.ExitCode;
import mesh.cli.run.MeshException;
import mesh.cli.workspace.Workspace;
import mesh.model.MeshBuilder;
import mesh.name.MeshName;
import mesh.net.Port;
import mesh.spec.SpecSource;
import mesh.spec.SpecTemplate;
import mesh.spec.SpecTemplate.FirstHost;
import mesh.spec.SpecTemplate.Shared;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mesh init}: a first spec to edit, from options or from answers on a terminal. */
@Command(name = "init", mixinStandardHelpOptions = true, description = "Writes a first spec: from options, or asks on a terminal.")
final class InitCommand implements Callable<Integer> {
    private final MeshCommand mesh;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The mesh's name. Default: the directory's.")
    private Optional<MeshName> name = Optional.empty();

    @Option(names = "--host", paramLabel = "HOST", description = "A host: NAME=ADDRESS, or NAME=nat behind a NAT; then ,os=openbsd and ,ssh=USER@HOST:PORT where needed. May be given several times; then nobody is asked.")
    private List<HostWord> hosts = new ArrayList<>();

    @Option(names = "--range", paramLabel = "CIDR", description = "IPv4 addresses of the mesh. Default: 100.64.0.0/24.")
    private Optional<String> range = Optional.empty();

    @Option(names = "--port", paramLabel = "PORT", description = "UDP port of WireGuard on every host. Default: 51820.")
    private Optional<Port> port = Optional.empty();

    @Option(names = "--ssh-key", paramLabel = "FILE", description = "Private key that logs in to the hosts. Default: the agent and the usual files.")
    private Optional<String> sshKey = Optional.empty();

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
        Console console = mesh.console();
        MeshName meshName = name.orElseGet(() -> FirstName.of(workspace));
        List<FirstHost> first = hosts.stream().map(HostWord::host).toList();
        if (first.isEmpty() && console.canAsk()) {
            FirstQuestions questions = new FirstQuestions(console);
            meshName = name.isPresent() ? meshName : questions.name(meshName);
            first = questions.hosts();
        }
        String text = SpecTemplate.text(meshName, new Shared(range, port, sshKey), first);
        MeshBuilder.read(new SpecSource(workspace.specName(), text));
        Workspace.save(workspace.spec(), text);
        console.out().println("Wrote " + workspace.specName() + ".");
        console.out().flush();
        next(console, first);
        return ExitCode.OK.value();
    }

    private void next(Console console, List<FirstHost> written) {
        String host = written.isEmpty() ? "HOST" : written.getFirst().name().text();
        String others = written.size() > 1 ? "; then the others" : "";
        String bootstrap = mesh.hint("bootstrap " + host);
        console.note(written.isEmpty() ? "Put your own hosts there, then:" : "Next:");
        line(console, bootstrap, mesh.hint("validate"), "checks it");
        line(console, bootstrap, bootstrap, "pins its SSH key" + others);
        line(console, bootstrap, mesh.hint("plan"), "shows what would change");
        line(console, bootstrap, mesh.hint("apply"), "changes it");
    }

    /** @param longest of all commands */
    private static void line(Console console, String longest, String command, String what) {
        console.note("  " + command + " ".repeat(longest.length() - command.length()) + "   " + what);
    }
}
