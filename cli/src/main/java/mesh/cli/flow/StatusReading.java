// SPDX-License-Identifier: Apache-2.0
package mesh.cli.flow;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import mesh.apply.FleetReader;
import mesh.apply.ReadRequest;
import mesh.cli.status.StatusBuilder;
import mesh.cli.status.StatusDocument;
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
        List<DesiredHost> hosts = intent.desired().hosts().stream().filter(host -> selected.includes(host.name()))
                .toList();
        List<HostReading> readings = reader.read(
                hosts.stream().map(host -> ReadRequest.status(host.name(), host.reach())).toList());
        RotationProgress progress = new RotationProgress(intent.desired(), intent.lock(), readings);
        KeyNotices keys = new KeyNotices(intent.mesh().keys(), intent.lock(), today);
        StatusDocument status = StatusBuilder
                .build(intent.mesh().name().text(), hosts, readings,
                        host -> notices(intent, keys.all(host, progress), host, today))
                .withStillConfigured(intent.desired().removed().stream().map(left -> left.name().text()).toList());
        return new StatusReading(status, readings);
    }

    private static List<Notice> notices(Intent intent, List<Notice> ofKeys, NodeName name, LocalDate today) {
        List<Notice> notices = new ArrayList<>(ofKeys);
        intent.mesh().certificates().map(section -> new CertificateChanges(section, today))
                .ifPresent(changes -> intent.desired().hosts().stream().filter(host -> host.name().equals(name))
                        .forEach(host -> notices.addAll(changes.notices(host.ground().tls()))));
        return notices;
    }
}
