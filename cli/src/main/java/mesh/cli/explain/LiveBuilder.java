// SPDX-License-Identifier: Apache-2.0
package mesh.cli.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import mesh.cli.explain.ExplainDocument.End;
import mesh.cli.explain.ExplainDocument.Live;
import mesh.cli.explain.ExplainDocument.LiveEnd;
import mesh.cli.explain.ExplainDocument.LiveRoute;
import mesh.cli.explain.ExplainDocument.Ping;
import mesh.cli.explain.ExplainDocument.Ranked;
import mesh.cli.explain.ExplainDocument.Unread;
import mesh.cli.status.StatusDocument;
import mesh.cli.status.StatusDocument.HostStatus;

/** Picks what the hosts on a way say of its tunnels. Pure. */
public final class LiveBuilder {
    private LiveBuilder() {}

    /** @param status of the hosts on the way */
    public static Live build(ExplainDocument found, StatusDocument status, Optional<Ping> ping) {
        List<LiveEnd> ends = new ArrayList<>();
        for (End end : found.ends()) {
            status.hosts().stream().filter(host -> host.name().equals(end.node())).filter(HostStatus::known)
                    .flatMap(host -> host.peers().stream()).filter(peer -> peer.name().equals(end.peer()))
                    .map(peer -> new LiveEnd(end.node(), end.peer(), peer.state(), peer.endpoint(),
                            peer.handshakeAgeSeconds(), peer.receivedBytes(), peer.sentBytes(), peer.way()))
                    .forEach(ends::add);
        }
        List<Unread> unread = status.hosts().stream().filter(host -> !host.known())
                .map(host -> new Unread(host.name(), host.detail())).toList();
        return new Live(ends, routes(found, status), unread, ping);
    }

    private static List<LiveRoute> routes(ExplainDocument found, StatusDocument status) {
        List<LiveRoute> routes = new ArrayList<>();
        for (Ranked ranked : found.routes()) {
            status.hosts().stream().filter(host -> host.name().equals(ranked.node())).filter(HostStatus::known)
                    .flatMap(host -> host.routes().stream()).filter(route -> route.networks().equals(ranked.networks()))
                    .map(route -> new LiveRoute(ranked.node(), route.networks(), route.by())).forEach(routes::add);
        }
        return routes;
    }
}
