// SPDX-License-Identifier: Apache-2.0
package mesh.cli.flow;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import mesh.apply.FleetReader;
import mesh.apply.ReadRequest;
import mesh.cli.status.PartialStatus;
import mesh.cli.status.StatusBuilder;
import mesh.cli.status.StatusDocument;
import mesh.cli.status.StatusDocument.PulledStatus;
import mesh.desired.DesiredHost;
import mesh.live.HostReading;
import mesh.name.NodeName;
import mesh.plan.CertificateChanges;
import mesh.plan.KeyNotices;
import mesh.plan.Notice;
import mesh.plan.RotationProgress;

/**
 * A mesh's status, and the readings that it was made of.
 *
 * @param readings one for each selected host
 */
public record StatusReading(StatusDocument status, List<HostReading> readings) {
    public StatusReading {
        readings = List.copyOf(readings);
    }

    /** Reads the selected hosts once. */
    public static StatusReading of(Intent intent, Selection selected, LocalDate today, FleetReader reader)
            throws InterruptedException {
        return of(intent, selected, today, reader, begun -> {});
    }

    /** @param begun is given, before the first host is asked, what tells at any time and to any thread how far the reading is */
    public static StatusReading of(Intent intent, Selection selected, LocalDate today, FleetReader reader,
            Consumer<Supplier<PartialStatus>> begun) throws InterruptedException {
        List<DesiredHost> hosts = intent.desired().hosts().stream().filter(host -> selected.includes(host.name()))
                .toList();
        Queue<HostReading> heard = new ConcurrentLinkedQueue<>();
        begun.accept(() -> partial(intent, hosts, List.copyOf(heard), today));
        List<HostReading> readings = reader.read(
                hosts.stream().map(host -> ReadRequest.status(host.name(), host.reach())).toList(), heard::add);
        return new StatusReading(status(intent, hosts, readings, today), readings);
    }

    private static PartialStatus partial(Intent intent, List<DesiredHost> hosts, List<HostReading> heard,
            LocalDate today) {
        Set<NodeName> answered = heard.stream().map(HostReading::host).collect(Collectors.toSet());
        return new PartialStatus(status(intent, hosts, heard, today), hosts.stream().map(DesiredHost::name)
                .filter(name -> !answered.contains(name)).map(NodeName::text).toList());
    }

    private static StatusDocument status(Intent intent, List<DesiredHost> hosts, List<HostReading> readings,
            LocalDate today) {
        RotationProgress progress = new RotationProgress(intent.desired(), intent.lock(), readings);
        KeyNotices keys = new KeyNotices(intent.mesh().keys(), intent.lock(), today);
        return StatusBuilder
                .build(intent.mesh().name().text(), hosts, readings,
                        host -> notices(intent, keys.all(host, progress), host, today))
                .withStillConfigured(intent.desired().removed().stream().map(left -> left.name().text()).toList());
    }

    /** The same with hosts that fetch their changes. */
    public StatusReading withPulled(List<PulledStatus> pulled) {
        return new StatusReading(status.withPulled(pulled), readings);
    }

    private static List<Notice> notices(Intent intent, List<Notice> ofKeys, NodeName name, LocalDate today) {
        List<Notice> notices = new ArrayList<>(ofKeys);
        intent.mesh().certificates().map(section -> new CertificateChanges(section, today))
                .ifPresent(changes -> intent.desired().hosts().stream().filter(host -> host.name().equals(name))
                        .forEach(host -> notices.addAll(changes.notices(host.ground().tls()))));
        return notices;
    }
}
