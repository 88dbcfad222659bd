// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import mesh.apply.FleetLeases;
import mesh.apply.FleetLeases.Answer;
import mesh.cli.flow.Intent;
import mesh.cli.flow.Selection;
import mesh.cli.run.Console;
import mesh.cli.run.ExitCode;
import mesh.cli.view.LeaseTable;
import mesh.cli.view.Words;
import mesh.desired.DesiredMesh;
import mesh.name.NodeName;
import mesh.ssh.Transport;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mesh unlock}: shows who holds hosts, asks, and ends it. */
@Command(name = "unlock", mixinStandardHelpOptions = true, description = {
        "Shows who holds hosts for a change, asks, and ends that.",
        "A host with a change that nobody has confirmed goes back to what it was, at once."})
final class UnlockCommand implements Callable<Integer> {
    private final MeshCommand mesh;

    @Parameters(arity = "0..*", paramLabel = "HOST", description = "Hosts to look at. Default: all.")
    private List<NodeName> hosts = new ArrayList<>();

    @Option(names = "--auto-approve", description = "Does not ask.")
    private boolean autoApprove;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    UnlockCommand(MeshCommand mesh) {
        this.mesh = mesh;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Intent intent = mesh.intent();
        Selection selection = Selection.of(intent.mesh(), intent.desired(), hosts, List.of());
        List<FleetLeases.Request> requests = requests(intent.desired(), selection);
        try (Transport transport = connection.open(mesh.setting(), mesh.workspace())) {
            return unlock(new FleetLeases(transport, connection.parallelism()), requests).value();
        }
    }

    private static List<FleetLeases.Request> requests(DesiredMesh desired, Selection selection) {
        return Stream
                .concat(desired.hosts().stream().map(host -> new FleetLeases.Request(host.name(), host.reach())),
                        desired.removed().stream().map(host -> new FleetLeases.Request(host.name(), host.reach())))
                .filter(request -> selection.includes(request.host())).toList();
    }

    private ExitCode unlock(FleetLeases fleet, List<FleetLeases.Request> requests) throws InterruptedException {
        Console console = mesh.console();
        List<Answer> answers = fleet.show(requests);
        List<Answer.Held> held = answers.stream().filter(Answer.Held.class::isInstance).map(Answer.Held.class::cast)
                .toList();
        if (held.isEmpty()) {
            ExitCode ending = tell(answers);
            console.out().println(ending == ExitCode.OK
                    ? "Nobody holds " + (requests.size() == 1 ? requests.getFirst().host() : "any host") + "."
                    : "Nobody holds any of the hosts that answered.");
            return ending;
        }
        console.out().print(new LeaseTable(console.outPalette()).draw(held));
        console.out().flush();
        if (!autoApprove) {
            new Approval(console).ask("\nIs that run over for certain? A run that is at work fails when its lease is"
                    + " ended.\nEnd " + Words.count(held.size(), "lease") + "? Only 'yes' is a yes: ", "yes",
                    "'" + mesh.hint("unlock") + " --auto-approve'");
        }
        ExitCode shown = tell(answers);
        ExitCode ended = tell(fleet.end(held));
        return ended == ExitCode.OK ? shown : ended;
    }

    private ExitCode tell(List<Answer> answers) {
        Console console = mesh.console();
        ExitCode ending = ExitCode.OK;
        for (Answer answer : answers) {
            switch (answer) {
                case Answer.Free _,Answer.Held _ -> {
                }
                case Answer.Ended ended -> console.out().println(ended.host() + " is free"
                        + (ended.detail().isEmpty() ? "." : ": " + ended.detail() + "."));
                case Answer.Failed failed -> {
                    console.warn(failed.host() + ": " + failed.reason());
                    ending = failed.refused()
                            ? ExitCode.REFUSED
                            : ending == ExitCode.REFUSED ? ending : ExitCode.PARTIAL;
                }
            }
        }
        return ending;
    }
}
