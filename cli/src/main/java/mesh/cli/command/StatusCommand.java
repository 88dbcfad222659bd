// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import mesh.apply.ReadRequest;
import mesh.cli.flow.Intent;
import mesh.cli.flow.Selection;
import mesh.cli.run.Console;
import mesh.cli.status.StatusBuilder;
import mesh.cli.status.StatusDocument;
import mesh.cli.view.Json;
import mesh.cli.view.StatusTable;
import mesh.desired.DesiredHost;
import mesh.live.HostReading;
import mesh.name.NodeName;
import mesh.plan.CertificateChanges;
import mesh.plan.KeyNotices;
import mesh.plan.Notice;
import mesh.plan.RotationProgress;
import mesh.ssh.Transport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mesh status}: how the running interfaces are, pair by pair. */
@Command(name = "status", mixinStandardHelpOptions = true, description = "Shows handshakes, traffic and endpoints of every pair.")
final class StatusCommand implements Callable<Integer> {
    private final MeshCommand mesh;

    @Option(names = "--json", description = "Prints one JSON document.")
    private boolean json;

    @Mixin
    private SelectionOptions selection = new SelectionOptions();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    StatusCommand(MeshCommand mesh) {
        this.mesh = mesh;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Intent intent = mesh.intent();
        Selection selected = selection.pushed(intent, mesh.console());
        List<DesiredHost> hosts = intent.desired().hosts().stream().filter(host -> selected.includes(host.name()))
                .toList();
        List<ReadRequest> requests = hosts.stream().map(host -> ReadRequest.status(host.name(), host.reach()))
                .toList();
        List<HostReading> readings;
        try (Transport transport = connection.open(mesh.setting(), mesh.workspace())) {
            readings = connection.reader(transport).read(requests);
        }
        RotationProgress progress = new RotationProgress(intent.desired(), intent.lock(), readings);
        KeyNotices notices = new KeyNotices(intent.mesh().keys(), intent.lock(), mesh.setting().today());
        StatusDocument status = StatusBuilder
                .build(intent.mesh().name().text(), hosts, readings,
                        host -> notices(intent, notices.all(host, progress), host, hosts))
                .withStillConfigured(intent.desired().removed().stream().map(left -> left.name().text()).toList());
        Console console = mesh.console();
        if (json) {
            console.out().print(Json.write(status));
        } else {
            console.out().print(new StatusTable(console.outPalette()).draw(status));
        }
        return Endings.ofReadings(readings).value();
    }

    private List<Notice> notices(Intent intent, List<Notice> ofKeys, NodeName name, List<DesiredHost> hosts) {
        List<Notice> notices = new ArrayList<>(ofKeys);
        intent.mesh().certificates().map(section -> new CertificateChanges(section, mesh.setting().today()))
                .ifPresent(changes -> hosts.stream().filter(host -> host.name().equals(name))
                        .forEach(host -> notices.addAll(changes.notices(host.ground().tls()))));
        return notices;
    }
}
