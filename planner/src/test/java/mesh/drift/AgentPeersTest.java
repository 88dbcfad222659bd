// SPDX-License-Identifier: Apache-2.0
package mesh.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import mesh.live.LiveHost;
import mesh.live.LivePeer;
import mesh.lock.Lockfile;
import mesh.model.Mesh;
import mesh.model.Meshes;
import mesh.name.NodeName;
import mesh.net.Endpoint;
import mesh.net.Keepalive;
import mesh.plan.Situation;

/** What an agent sets at its peers is neither a change nor drift, for as long as it is the agent's. */
class AgentPeersTest {
    private static final String CONF = "/etc/wireguard/wg0.conf";

    /** Hosts b and c, which nobody can call, and a relay. */
    private static Meshes natted() {
        return Meshes.mesh().host("a").relay().and().host("b").behindNat().and().host("c").behindNat().and();
    }

    private static Situation applied(Mesh mesh) {
        return Situation.applied(mesh, AgentPeersTest::born);
    }

    private static Lockfile born(Lockfile lock) {
        return lock.withAgent(new NodeName("b"), Meshes.relayKey("b")).withAgent(new NodeName("c"),
                Meshes.relayKey("c"));
    }

    private static LiveHost keeping(LiveHost live, String peer, int seconds) {
        return Found.running(live, iface -> Found.peered(iface,
                iface.peers().stream().map(one -> one.publicKey().equals(Meshes.key(peer)) ? set(one, seconds) : one)
                        .toList()));
    }

    private static LivePeer set(LivePeer peer, int seconds) {
        return new LivePeer(peer.publicKey(), Optional.of(Endpoint.parse("127.0.0.1:40001")),
                peer.allowedIps(), new Keepalive(seconds), peer.preshared(), peer.handshakeAgeSeconds(), 0, 0);
    }

    private static List<String> drift(Situation situation, String host) {
        return DriftFinder.find(situation.plan(), List.copyOf(situation.readings.values())).hosts().stream()
                .filter(one -> one.name().equals(host)).flatMap(one -> one.items().stream())
                .map(item -> item.symbol() + " " + item.text()).toList();
    }

    @Test
    void theFileOfTheHostKeepsNothingOpenThatItsAgentDoes() {
        String text = applied(natted().build()).live("b").files().stream()
                .filter(file -> file.path().text().equals(CONF)).findFirst().orElseThrow().text().orElseThrow();
        assertThat(text.split("PersistentKeepalive = 25", -1)).as("the relay's host, which can be called").hasSize(2);
    }

    @Test
    void whicheverKeepaliveRunsIsNoChangeAndNoDrift() {
        for (int seconds : List.of(0, 25)) {
            Situation found = applied(natted().build()).found("b", live -> keeping(live, "c", seconds));
            assertThat(found.changes("b")).isEmpty();
            assertThat(drift(found, "b")).isEmpty();
        }
    }

    @Test
    void thatOfAPeerWithoutAgentIs() {
        Situation found = applied(natted().build()).found("b", live -> keeping(live, "a", 7));
        assertThat(found.changes("b")).contains("~ peer a: ", "keepalive 7 s -> 25 s");
        assertThat(drift(found, "b")).containsExactly("~ peer a keepalive: applied 25 s, kernel 7 s");
    }

    @Test
    void whereTheAgentIsNoMoreWantedThePlanTakesItsKeepaliveAwayAndNothingHasDrifted() {
        Meshes after = Meshes.mesh().host("a").relay().and().host("b").behindNat().and();
        after.host("c").and();
        Situation found = applied(natted().build()).found("b", live -> keeping(live, "c", 30))
                .becomes(after.build());
        assertThat(found.changes("b")).contains("keepalive 30 s -> 25 s");
        assertThat(drift(found, "b")).isEmpty();
    }
}
