// SPDX-License-Identifier: Apache-2.0
package mesh.cli.status;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import mesh.cli.status.StatusDocument.AgentWay;
import mesh.cli.status.StatusDocument.HostNotice;
import mesh.cli.status.StatusDocument.HostStatus;
import mesh.cli.status.StatusDocument.PeerStatus;
import mesh.cli.status.StatusDocument.RouteStatus;
import mesh.desired.DesiredHost;
import mesh.desired.DesiredPeer;
import mesh.key.PublicKey;
import mesh.live.HostReading;
import mesh.live.LiveAgent;
import mesh.live.LiveGround;
import mesh.live.LiveHost;
import mesh.live.LiveInterface;
import mesh.live.LivePeer;
import mesh.live.Manifest;
import mesh.live.WatchedRoutes;
import mesh.name.NodeName;
import mesh.net.Cidr;
import mesh.plan.Notice;

/** Puts readings beside what hosts should have. Pure. */
public final class StatusBuilder {
    /** A session is renewed within this age as long as packets flow (WireGuard's REJECT_AFTER_TIME). */
    private static final long SESSION_SECONDS = 180;

    private StatusBuilder() {}

    /**
     * @param readings one for each of {@code hosts}, in any order
     * @param notices what there is to know of a host's key
     */
    public static StatusDocument build(String mesh, List<DesiredHost> hosts, List<HostReading> readings,
            Function<NodeName, List<Notice>> notices) {
        List<HostStatus> statuses = new ArrayList<>();
        for (HostReading reading : readings) {
            hosts.stream().filter(host -> host.name().equals(reading.host())).findFirst()
                    .ifPresent(host -> statuses.add(status(host, reading, notices.apply(host.name()))));
        }
        statuses.sort(java.util.Comparator.comparing(HostStatus::name));
        return new StatusDocument(StatusDocument.FORMAT, mesh, statuses, List.of());
    }

    private static HostStatus status(DesiredHost host, HostReading reading, List<Notice> notices) {
        return switch (reading) {
            case HostReading.Failed failed ->
                of(host, failed.refused() ? "refused" : "unreachable", failed.reason(), 0, List.of(), notices,
                        Optional.empty(), List.of(), Optional.empty());
            case HostReading.Read read -> {
                LiveHost live = read.live();
                int generation = live.manifest().map(Manifest::generation).orElse(0);
                List<PeerStatus> peers = peers(host, live.iface(), read.agent());
                yield of(host, live.iface().isPresent() ? "up" : "down", "", generation, peers,
                        notices, service(host.ground().relay(), live, LiveGround::relay), routes(host, live),
                        service(host.ground().agent(), live, LiveGround::agent));
            }
        };
    }

    private static HostStatus of(DesiredHost host, String state, String detail, int generation,
            List<PeerStatus> peers, List<Notice> notices, Optional<String> relay, List<RouteStatus> routes,
            Optional<String> agent) {
        List<String> addresses = host.iface().addresses().stream().map(address -> address.address().toString())
                .toList();
        return new HostStatus(host.name().text(), state, detail, host.iface().name().toString(), addresses, generation,
                peers, notices.stream().map(one -> new HostNotice(one.kind().text(), one.text())).toList(),
                relay, routes, agent);
    }

    private static List<RouteStatus> routes(DesiredHost host, LiveHost live) {
        WatchedRoutes found = WatchedRoutes.of(host, live);
        return host.ground().watch().stream().flatMap(watch -> watch.groups().stream())
                .map(group -> new RouteStatus(group.networks().stream().map(Cidr::toString).toList(),
                        found.holder(group.networks().getFirst()).map(NodeName::text),
                        group.peers().stream().map(NodeName::text).toList()))
                .toList();
    }

    private static Optional<String> service(Optional<?> wanted, LiveHost live,
            Function<LiveGround, LiveGround.Service> found) {
        return wanted.map(service -> live.ground().map(found).orElse(LiveGround.Service.ABSENT).name()
                .toLowerCase(Locale.ROOT));
    }

    private static List<PeerStatus> peers(DesiredHost host, Optional<LiveInterface> iface,
            Optional<LiveAgent> agent) {
        Map<PublicKey, LivePeer> live = new HashMap<>();
        iface.ifPresent(found -> found.peers().forEach(peer -> live.put(peer.publicKey(), peer)));
        List<PeerStatus> peers = new ArrayList<>();
        for (DesiredPeer peer : host.peers()) {
            Optional<LivePeer> found = peer.publicKey().map(live::remove);
            peers.add(found.map(known -> peer(peer.label(), state(peer, known), known, way(agent, known))).orElseGet(
                    () -> new PeerStatus(peer.label(), "missing", Optional.empty(), Optional.empty(), 0, 0)));
        }
        live.values().stream().sorted(java.util.Comparator.comparing(LivePeer::publicKey))
                .forEach(stranger -> peers
                        .add(peer(stranger.publicKey().base64(), "foreign", stranger, Optional.empty())));
        return peers;
    }

    private static Optional<AgentWay> way(Optional<LiveAgent> agent, LivePeer peer) {
        return agent.flatMap(said -> Optional.ofNullable(said.ways().get(peer.publicKey())))
                .map(way -> new AgentWay(way.path().name().toLowerCase(Locale.ROOT), way.relay(), way.endpoint(),
                        way.roundTripMilliseconds(), way.sinceSeconds(), way.whyNotDirect()));
    }

    private static PeerStatus peer(String name, String state, LivePeer live, Optional<AgentWay> way) {
        return new PeerStatus(name, state, live.endpoint().map(Object::toString), live.handshakeAgeSeconds(),
                live.receivedBytes(), live.sentBytes(), way);
    }

    private static String state(DesiredPeer peer, LivePeer live) {
        return switch (peer.role()) {
            case CURRENT -> state(live);
            case NEXT -> "next";
            case FORMER -> "former";
        };
    }

    private static String state(LivePeer live) {
        return live.handshakeAgeSeconds().map(age -> age <= SESSION_SECONDS ? "connected" : "idle").orElse("never");
    }
}
