// SPDX-License-Identifier: Apache-2.0
package mesh.desired;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;

import org.junit.jupiter.api.Test;

import mesh.key.RelayKey;
import mesh.lock.LockCodec;
import mesh.lock.LockUpdater;
import mesh.lock.LockedNode;
import mesh.lock.LockedRelay;
import mesh.lock.Lockfile;
import mesh.model.AgentUse;
import mesh.model.Mesh;
import mesh.model.Meshes;
import mesh.name.NodeName;
import mesh.spec.SpecSource;

/** What agents of hosts are told, and what becomes of their keys. */
class AgentTableTest {
    private static final NodeName N1 = new NodeName("n1");
    private static final NodeName N2 = new NodeName("n2");

    /** Two that nobody can call, and a relay. */
    private static Meshes natted() {
        return Meshes.mesh().host("n1").behindNat().site("one").alsoFor("one", "192.168.1.2").and().host("n2")
                .behindNat().and().host("r").relay().and();
    }

    private static Lockfile lock(Mesh mesh) {
        return LockUpdater.update(mesh, Lockfile.empty(mesh.name())).lock();
    }

    private static Lockfile withAgents(Mesh mesh) {
        return lock(mesh).withAgent(N1, Meshes.relayKey("n1")).withAgent(N2, Meshes.relayKey("n2"));
    }

    private static DesiredHost host(Mesh mesh, Lockfile lock, String name) {
        return DesiredStateBuilder.build(mesh, lock).hosts().stream().filter(host -> host.name().text().equals(name))
                .findFirst().orElseThrow();
    }

    @Test
    void anAgentKnowsRelaysPeersAndWhereItsHostCanBeCalled() {
        Mesh mesh = natted().build();
        AgentService agent = host(mesh, withAgents(mesh), "n1").ground().agent().orElseThrow();

        assertThat(agent.known()).contains(Meshes.relayKey("n1"));
        assertThat(agent.peers()).containsOnlyKeys(N2);
        assertThat(agent.peers().get(N2)).hasToString("Peer[publicKey=Optional.empty, agent=Optional["
                + Meshes.relayKey("n2") + "], addresses=[10.9.0.2, fd00:9::2]]");
        assertThat(agent.relays()).hasToString("{r=Meeting[endpoint=r.example.net:443, stunPort=Optional[3478], "
                + "known=Optional.empty]}");
        assertThat(agent.endpoints()).as("names are for those who call").hasToString("[192.168.1.2:51820]");
        assertThat(agent.beatPort()).hasToString("51819");
        assertThat(host(mesh, withAgents(mesh), "r").ground().agent()).as("it can be called").isEmpty();
    }

    @Test
    void theirPairIsOfPeersWithoutEndpointThatTheirAgentsKeepOpen() {
        Mesh mesh = natted().build();
        DesiredPeer peer = host(mesh, lock(mesh), "n1").peers().getFirst();

        assertThat(peer.name()).isEqualTo(N2);
        assertThat(peer.endpoint()).isEmpty();
        assertThat(peer.keepalive().seconds()).isEqualTo(25);
        assertThat(peer.byAgent()).isTrue();
        assertThat(peer.configuredKeepalive()).as("a handshake before there is an endpoint delays the first by 5 s")
                .isEmpty();
        assertThat(host(mesh, lock(mesh), "n1").peers().getLast()).as("r can be called")
                .satisfies(relay -> assertThat(relay.configuredKeepalive()).hasToString("Optional[25]"));
        assertThat(peer.allowedIps()).hasToString("[10.9.0.2/32, fd00:9::2/128]");
        assertThat(host(mesh, lock(mesh), "n2").peers().getFirst().keepalive().seconds()).isEqualTo(25);
    }

    @Test
    void relaysLetAgentsInBesideTheClientsOfTheSpec() {
        Mesh mesh = natted().admit("anna").admit("n2").build();
        RelayService relay = host(mesh, lock(mesh).withAgent(N1, Meshes.relayKey("x")).withAgent(N2,
                Meshes.relayKey("y")), "r").ground().relay().orElseThrow();

        assertThat(relay.admitted()).containsOnlyKeys(new NodeName("anna"), N1, N2, new NodeName("n2-agent-1"));
        assertThat(relay.admitted().get(N2)).as("the client of that name").isEqualTo(Meshes.relayKey("n2"));
        assertThat(relay.admitted().get(new NodeName("n2-agent-1"))).isEqualTo(Meshes.relayKey("y"));
    }

    @Test
    void aHostIsConfiguredWithoutAnAgentThatCannotRunYet() {
        Mesh mesh = natted().build();
        Lockfile born = withAgents(mesh);
        Lockfile whole = born.withRelay(new NodeName("r"), new LockedRelay(Meshes.relayKey("r"), Optional.empty()));

        assertThat(host(mesh, born, "n1").withoutUnknownPeers().ground().agent()).as("no relay is known").isEmpty();
        assertThat(host(mesh, whole, "n1").withoutUnknownPeers().ground().agent()).isPresent();
        assertThat(host(mesh, lock(mesh), "n1").withoutUnknownPeers().ground().agent()).isEmpty();
    }

    @Test
    void beatsAreOnAPortThatNoWireGuardHas() {
        Meshes draft = natted();
        draft.host("odd").port(51819);

        assertThat(host(draft.build(), lock(draft.build()), "n1").ground().agent().orElseThrow().beatPort())
                .hasToString("51818");
    }

    @Test
    void theLockKeepsTheKeyAsLongAsTheHostNeedsAnAgent() {
        Lockfile lock = withAgents(natted().build());
        Mesh same = natted().build();
        Meshes without = Meshes.mesh().host("n1").behindNat().agent(AgentUse.NEVER).and().host("n2").behindNat().and()
                .host("r").relay().and();

        assertThat(key(LockUpdater.update(same, lock).lock(), N1)).contains(Meshes.relayKey("n1"));
        assertThat(key(LockUpdater.update(without.build(), lock).lock(), N1)).isEmpty();
        String text = LockCodec.write(lock);
        assertThat(text).contains("    agent-key: " + Meshes.relayKey("n1").hex() + "\n");
        assertThat(LockCodec.read(new SpecSource("mesh.lock", text), lock.mesh())).isEqualTo(lock);
    }

    private static Optional<RelayKey> key(Lockfile lock, NodeName host) {
        return lock.node(host).flatMap(LockedNode::agent);
    }
}
