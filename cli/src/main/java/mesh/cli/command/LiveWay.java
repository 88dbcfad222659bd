// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import mesh.apply.HostPing;
import mesh.apply.ReadRequest;
import mesh.cli.explain.ExplainDocument;
import mesh.cli.explain.ExplainDocument.HostMtu;
import mesh.cli.explain.ExplainDocument.Ping;
import mesh.cli.explain.LiveBuilder;
import mesh.cli.flow.Intent;
import mesh.cli.status.StatusBuilder;
import mesh.cli.status.StatusDocument;
import mesh.desired.DesiredHost;
import mesh.live.HostReading;
import mesh.lock.LockedNode;
import mesh.name.NodeName;
import mesh.net.IpAddress;
import mesh.ssh.Transport;

/** Asks the hosts on the way between two nodes how it runs. */
final class LiveWay {
    private final Intent intent;
    private final ExplainDocument found;

    LiveWay(Intent intent, ExplainDocument found) {
        this.intent = intent;
        this.found = found;
    }

    /**
     * What they said.
     *
     * @param document with it
     * @param readings for the exit code
     */
    record Asked(ExplainDocument document, List<HostReading> readings) {}

    Asked ask(Transport transport, ConnectionOptions connection) throws IOException, InterruptedException {
        List<String> names = found.mtus().stream().map(HostMtu::host).toList();
        List<DesiredHost> hosts = intent.desired().hosts().stream()
                .filter(host -> names.contains(host.name().text())).toList();
        List<ReadRequest> requests = hosts.stream().map(host -> ReadRequest.status(host.name(), host.reach()))
                .toList();
        List<HostReading> readings = connection.reader(transport).read(requests);
        StatusDocument status = StatusBuilder.build(found.mesh(), hosts, readings, host -> List.of());
        Optional<Ping> ping = ping(transport, readings, found.one(), found.other())
                .or(() -> ping(transport, readings, found.other(), found.one()));
        return new Asked(found.with(LiveBuilder.build(found, status, ping)), readings);
    }

    /** From a host that answered to a node that has an address; absent where they are not such. */
    private Optional<Ping> ping(Transport transport, List<HostReading> readings, String from, String to) {
        Optional<IpAddress> target = intent.lock().node(new NodeName(to)).map(LockedNode::addresses).stream()
                .flatMap(addresses -> addresses.stream().sorted()).findFirst();
        boolean answered = readings.stream().anyMatch(
                reading -> reading instanceof HostReading.Read read && read.host().text().equals(from));
        if (!answered || target.isEmpty()) {
            return Optional.empty();
        }
        return intent.desired().reach(new NodeName(from))
                .flatMap(reach -> new HostPing(transport).from(reach, target.get()))
                .map(echo -> new Ping(from, target.get().toString(), echo.sent(), echo.answered(),
                        echo.averageMilliseconds()));
    }
}
