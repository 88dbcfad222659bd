// SPDX-License-Identifier: Apache-2.0
package mesh.desired;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import mesh.lock.LockUpdater;
import mesh.lock.Lockfile;
import mesh.model.Format;
import mesh.model.Mesh;
import mesh.model.Meshes;
import mesh.model.Topology;
import mesh.name.NodeName;
import mesh.net.Cidr;

class WatchTableTest {
    private static final String NETWORK = "192.168.1.0/24";

    /** r1 is preferred to r2. */
    private static Meshes pair() {
        Meshes draft = Meshes.mesh();
        draft.host("r1").route(NETWORK).priority(10);
        draft.host("r2").route(NETWORK);
        return draft;
    }

    private static DesiredHost host(Meshes draft, String name) {
        Mesh mesh = draft.build();
        return DesiredStateBuilder.build(mesh, LockUpdater.update(mesh, Lockfile.empty(mesh.name())).lock()).hosts()
                .stream().filter(host -> host.name().text().equals(name)).findFirst().orElseThrow();
    }

    private static DesiredPeer peer(DesiredHost host, String name) {
        return host.peers().stream().filter(peer -> peer.name().text().equals(name)).findFirst().orElseThrow();
    }

    /** By whom the host has the network. */
    private static List<String> holders(DesiredHost host) {
        return host.peers().stream().filter(peer -> peer.allowedIps().contains(Cidr.parse(NETWORK)))
                .map(peer -> peer.name().text()).toList();
    }

    private static String watched(DesiredHost host) {
        return host.ground().watch().map(watch -> watch.groups().stream()
                .map(group -> group.networks() + " " + group.peers()).toList().toString()).orElse("nothing");
    }

    @Test
    void aHostHasTheNetworkByThePreferredRouterAndListensToBoth() {
        Meshes draft = pair();
        DesiredHost user = host(draft.host("u").and(), "u");
        assertThat(holders(user)).containsExactly("r1");
        assertThat(user.routes()).hasToString("[192.168.1.0/24]");
        assertThat(watched(user)).isEqualTo("[[192.168.1.0/24] [r1, r2]]");
        assertThat(peer(user, "r1").keepalive()).hasToString("5");
        assertThat(peer(user, "r2").keepalive()).hasToString("5");
        assertThat(peer(host(draft, "r2"), "u").keepalive()).as("what the user listens to").hasToString("5");
    }

    @Test
    void theRoutersHaveTheNetworkThemselvesAndEachIsAGateway() {
        DesiredHost second = host(pair(), "r2");
        assertThat(holders(second)).isEmpty();
        assertThat(second.routes()).isEmpty();
        assertThat(watched(second)).isEqualTo("nothing");
        assertThat(peer(second, "r1").keepalive()).hasToString("0");
        assertThat(second.ground().gateway().orElseThrow().networks()).containsExactly(Cidr.parse(NETWORK));
        assertThat(second.ground().gateway().orElseThrow().sources()).doesNotContain(Cidr.parse(NETWORK));
    }

    @Test
    void aHostAtTheSiteOfOneRouterHasTheNetworkByNobody() {
        Meshes draft = Meshes.mesh();
        draft.host("r1").route(NETWORK).priority(10);
        draft.host("r2").site("home").route(NETWORK);
        draft.host("u").site("home");
        assertThat(holders(host(draft, "u"))).isEmpty();
    }

    @Test
    void anOpenBsdHostWatchesToo() {
        DesiredHost user = host(pair().host("u").format(Format.HOSTNAME_IF).and(), "u");
        assertThat(holders(user)).containsExactly("r1");
        assertThat(watched(user)).isEqualTo("[[192.168.1.0/24] [r1, r2]]");
    }

    @Test
    void severalExitsAreWatchedInTheirOrder() {
        Meshes draft = Meshes.mesh();
        draft.host("e1").exitNode();
        draft.host("e2").exitNode();
        DesiredHost user = host(draft.host("u").useExits("e2", "e1").and(), "u");
        assertThat(peer(user, "e2").allowedIps()).contains(Cidr.parse("0.0.0.0/0"), Cidr.parse("::/0"));
        assertThat(peer(user, "e1").allowedIps()).doesNotContain(Cidr.parse("0.0.0.0/0"));
        assertThat(watched(user)).isEqualTo("[[0.0.0.0/0, ::/0] [e2, e1]]");
        assertThat(user.ground().exit().orElseThrow().through()).hasToString("[e2, e1]");
    }

    @Test
    void behindOneHubTheHubSeesToItAndTheSpokeDoesNot() {
        Meshes draft = pair();
        draft.host("hub");
        draft.host("u");
        Meshes starred = draft.hubs(Topology.Shape.HUB_AND_SPOKE, "hub");
        assertThat(holders(host(starred, "u"))).containsExactly("hub");
        assertThat(watched(host(starred, "u"))).isEqualTo("nothing");
        assertThat(watched(host(starred, "hub"))).isEqualTo("[[192.168.1.0/24] [r1, r2]]");
    }

    @Test
    void aHostThatIsNoRouterOrUserIsAsBefore() {
        Meshes draft = pair();
        draft.host("u");
        assertThat(Optional.of(peer(host(draft, "u"), "r1").name())).contains(new NodeName("r1"));
        Meshes alone = Meshes.mesh();
        alone.host("r1").route(NETWORK);
        assertThat(watched(host(alone.host("u").and(), "u"))).isEqualTo("nothing");
    }
}
