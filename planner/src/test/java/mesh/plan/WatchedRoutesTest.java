// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import mesh.drift.DriftFinder;
import mesh.live.LiveGround;
import mesh.live.LiveHost;
import mesh.live.LiveInterface;
import mesh.live.LivePeer;
import mesh.model.Mesh;
import mesh.model.Meshes;
import mesh.net.Cidr;

/** What a host's own program moved is in order, as long as it is with one of the ranked routers. */
class WatchedRoutesTest {
    private static final Cidr NETWORK = Cidr.parse("192.168.1.0/24");

    private static Mesh pair(String... more) {
        Meshes draft = Meshes.mesh();
        Meshes.HostDraft first = draft.host("r1").route("192.168.1.0/24").priority(10);
        Stream.of(more).forEach(first::route);
        draft.host("r2").route("192.168.1.0/24");
        draft.host("u");
        draft.host("v");
        return draft.build();
    }

    /** The network is with {@code holder} on host u. */
    private static LiveHost moved(LiveHost host, String holder) {
        LiveInterface iface = host.iface().orElseThrow();
        List<LivePeer> peers = iface.peers().stream().map(peer -> {
            boolean holds = peer.publicKey().equals(Meshes.key(holder));
            List<Cidr> allowed = Stream.concat(peer.allowedIps().stream().filter(one -> !one.equals(NETWORK)),
                    holds ? Stream.of(NETWORK) : Stream.of()).sorted().toList();
            return new LivePeer(peer.publicKey(), peer.endpoint(), allowed, peer.keepalive(), peer.preshared(),
                    peer.handshakeAgeSeconds(), peer.receivedBytes(), peer.sentBytes());
        }).toList();
        return new LiveHost(host.host(), host.manifest(), host.files(), Optional.of(new LiveInterface(iface.name(),
                iface.publicKey(), iface.port(), iface.mtuBytes(), iface.addresses(), peers, iface.routes())),
                host.services(), host.changing(), host.ssh(), host.ground());
    }

    private static List<String> drift(Situation situation) {
        return DriftFinder.find(situation.plan(), List.copyOf(situation.readings.values())).hosts().stream()
                .flatMap(host -> host.items().stream()).map(item -> item.text()).toList();
    }

    @Test
    void theSecondRouterIsNoChangeAndNoDrift() {
        Situation away = Situation.applied(pair()).found("u", live -> moved(live, "r2"));
        assertThat(away.changes("u")).isEmpty();
        assertThat(drift(away)).isEmpty();
    }

    @Test
    void aPeerThatIsNoRouterOfItIsBoth() {
        Situation stolen = Situation.applied(pair()).found("u", live -> moved(live, "v"));
        assertThat(stolen.changes("u")).contains("~ peer r1: allowed ip +192.168.1.0/24")
                .contains("~ peer v: allowed ip -192.168.1.0/24");
        assertThat(drift(stolen)).hasSize(2);
    }

    @Test
    void anotherChangeLeavesTheNetworkWhereItIs() {
        Situation grown = Situation.applied(pair()).found("u", live -> moved(live, "r2"))
                .becomes(pair("192.168.9.0/24"));
        assertThat(grown.changes("u")).contains("+192.168.9.0/24").doesNotContain("192.168.1.0/24,")
                .doesNotContain("+192.168.1.0/24").doesNotContain("-192.168.1.0/24");
        assertThat(drift(grown)).isEmpty();
    }

    @Test
    void aRouterThatLeavesGivesTheNetworkBack() {
        Meshes draft = Meshes.mesh();
        draft.host("r1").route("192.168.1.0/24");
        draft.host("r2");
        draft.host("u");
        draft.host("v");
        Situation left = Situation.applied(pair()).found("u", live -> moved(live, "r2")).becomes(draft.build());
        assertThat(left.changes("u")).contains("~ peer r1: allowed ip +192.168.1.0/24",
                "- program that moves routes to a router that is alive");
    }

    @Test
    void aProgramThatStoppedIsStartedAgain() {
        Situation stopped = Situation.applied(pair()).found("u", live -> new LiveHost(live.host(), live.manifest(),
                live.files(), live.iface(), live.services(), live.changing(), live.ssh(),
                live.ground().map(WatchedRoutesTest::stopped)));
        assertThat(stopped.changes("u")).isEqualTo("~ program that moves routes to a router that is alive");
        assertThat(drift(stopped)).hasSize(1).first().asString().contains("watcher of routes");
    }

    private static LiveGround stopped(LiveGround ground) {
        return new LiveGround(ground.loaded(), ground.forwardsV4(), ground.forwardsV6(), ground.firewall(),
                ground.exit(), ground.names(), ground.relay(), ground.trust(), LiveGround.Service.STOPPED,
                ground.tlsKey(), ground.dns(), ground.online(),
                ground.agent());
    }
}
