// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;

import mesh.apply.ReadRequest;
import mesh.cli.flow.Intent;
import mesh.cli.flow.PlanMaker;
import mesh.cli.flow.Selection;
import mesh.cli.run.Console;
import mesh.cli.run.ExitCode;
import mesh.cli.view.HumanDriftView;
import mesh.cli.view.Json;
import mesh.cli.view.Words;
import mesh.desired.DesiredMesh;
import mesh.drift.DriftDocument;
import mesh.drift.DriftFinder;
import mesh.live.HostReading;
import mesh.ssh.Transport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mesh drift}: what became of what mesh wrote. Reads, and writes nothing anywhere. */
@Command(name = "drift", mixinStandardHelpOptions = true, description = {
        "Shows what is another way on the hosts than the last apply left it; changes nothing.",
        "A change of the spec that was not applied yet is no drift: 'mesh plan' shows it."})
final class DriftCommand implements Callable<Integer> {
    private final MeshCommand mesh;

    @Option(names = "--json", description = "Prints one JSON document.")
    private boolean json;

    @Mixin
    private SelectionOptions selection = new SelectionOptions();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    DriftCommand(MeshCommand mesh) {
        this.mesh = mesh;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Intent intent = mesh.intent();
        Console console = mesh.console();
        Selection selected = selection.pushed(intent, console);
        DesiredMesh desired = intent.desired();
        PlanMaker maker = new PlanMaker();
        List<ReadRequest> requests = maker.requests(desired, selected).stream()
                .filter(request -> desired.hosts().stream().anyMatch(host -> host.name().equals(request.host())))
                .toList();
        console.note("Reading " + Words.count(requests.size(), "host") + " ...");
        List<HostReading> readings;
        try (Transport transport = connection.open(mesh.setting(), mesh.workspace())) {
            readings = connection.reader(transport).read(requests);
        }
        DriftDocument drift = DriftFinder.find(maker.plan(desired, readings, "live"), readings);
        console.out().print(
                json ? Json.write(drift) : new HumanDriftView(console.outPalette(), console.columns()).draw(drift));
        return ending(drift, readings).value();
    }

    /** What is not known outweighs what is. */
    private static ExitCode ending(DriftDocument drift, List<HostReading> readings) {
        ExitCode ending = Endings.ofReadings(readings);
        if (ending != ExitCode.OK) {
            return ending;
        }
        if (drift.counts().unknown() > 0) {
            return ExitCode.PARTIAL;
        }
        return drift.hasDrift() ? ExitCode.CHANGES : ExitCode.OK;
    }
}
