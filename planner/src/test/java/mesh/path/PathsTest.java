// SPDX-License-Identifier: Apache-2.0
package mesh.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

import mesh.model.AgentUse;
import mesh.model.Mesh;
import mesh.model.Meshes;
import mesh.model.PairSet;
import mesh.model.Topology;
import mesh.model.Topology.Shape;
import mesh.name.NodeName;

class PathsTest {
    private static Path path(Mesh mesh, String one, String other) {
        return Paths.of(mesh).between(new NodeName(one), new NodeName(other));
    }

    private static String call(Mesh mesh, String one, String other) {
        return Paths.of(mesh).session(new NodeName(one), new NodeName(other)).flatMap(Path.Session::call)
                .map(call -> call.host() + " " + call.why()).orElse("-");
    }

    private static String why(Mesh mesh, String one, String other) {
        return words(mesh, one, other).why();
    }

    private static PathWords words(Mesh mesh, String one, String other) {
        return new PathWords(Paths.of(mesh), new NodeName(one), new NodeName(other));
    }

    private static Topology links(String... pairs) {
        return new Topology(Shape.PAIRS, pairs(pairs), List.of(new NodeName("hub")), PairSet.NONE);
    }

    private static PairSet pairs(String... pairs) {
        return new PairSet(Stream.of(pairs).map(pair -> pair.split("-"))
                .map(pair -> new PairSet.Product(names(pair[0]), names(pair[1]))).toList());
    }

    private static Set<NodeName> names(String list) {
        return Stream.of(list.split(",")).map(NodeName::new).collect(Collectors.toSet());
    }

    /** Two behind NAT, one that all can call, a device. */
    private static Meshes nats() {
        Meshes draft = Meshes.mesh();
        draft.host("hub");
        draft.host("n1").behindNat();
        draft.host("n2").behindNat();
        return draft.device("phone");
    }

    @Test
    void twoThatCanCallEachOtherAreDirect() {
        Mesh mesh = Meshes.of("a", "b");

        assertThat(path(mesh, "a", "b")).isInstanceOfSatisfying(Path.Direct.class,
                direct -> assertThat(direct.needsKeepalive()).isFalse());
        assertThat(why(mesh, "a", "b")).isEqualTo("each can call the other");
        assertThat(words(mesh, "a", "b").wouldMakeDirect()).isEmpty();
    }

    @Test
    void theOneThatCannotBeCalledKeepsTheWayOpen() {
        Mesh mesh = nats().build();

        assertThat(path(mesh, "n1", "hub")).isInstanceOfSatisfying(Path.Direct.class,
                direct -> assertThat(direct.needsKeepalive()).isTrue());
        assertThat(path(mesh, "hub", "n1")).isEqualTo(((Path.Direct) path(mesh, "n1", "hub")).reversed());
        assertThat(why(mesh, "hub", "n1")).isEqualTo("hub cannot call n1, which is behind NAT");
    }

    @Test
    void withoutAHubThoseThatCannotCallHaveNoPath() {
        Mesh mesh = nats().build();

        assertThat(path(mesh, "n1", "n2")).isEqualTo(new Path.None());
        assertThat(why(mesh, "n1", "phone"))
                .isEqualTo("neither can call the other: n1 is behind NAT; phone is a device");
        assertThat(words(mesh, "n1", "phone").wouldMakeDirect()).containsExactly(
                "a UDP port that the router of n1 forwards to it, as its 'endpoint' instead of 'behind-nat'");
    }

    @Test
    void whereThereIsARelayAgentsFindThePathOfTwoHostsThatCannotCall() {
        Meshes draft = nats();
        draft.host("r").relay();
        Mesh mesh = draft.build();

        assertThat(path(mesh, "n1", "n2")).isEqualTo(new Path.Relayed());
        assertThat(path(mesh, "n1", "hub")).isInstanceOf(Path.Direct.class);
        assertThat(path(mesh, "n1", "phone")).as("a device runs no agent").isEqualTo(new Path.None());
        assertThat(why(mesh, "n1", "n2"))
                .isEqualTo("neither can call the other: n1 and n2 are behind NAT; their agents "
                        + "find a way, and carry packets by a relay until they have one");
        assertThat(withAgents(mesh)).containsExactly("n1", "n2");
    }

    @Test
    void aHostThatRefusesAnAgentHasNone() {
        Meshes draft = Meshes.mesh();
        draft.host("r").relay().agent(AgentUse.NEVER);
        draft.host("n1").behindNat().agent(AgentUse.NEVER);
        draft.host("n2").behindNat().agent(AgentUse.ALWAYS);
        draft.host("n3").behindNat();
        Mesh mesh = draft.build();

        assertThat(path(mesh, "n1", "n2")).isEqualTo(new Path.None());
        assertThat(path(mesh, "n2", "r")).isInstanceOf(Path.Direct.class);
        assertThat(withAgents(mesh)).containsExactly("n2", "n3");
    }

    @Test
    void aHostMayLeaveAllItsPathsToAgents() {
        Meshes draft = Meshes.mesh();
        draft.host("r").relay();
        draft.host("a").agent(AgentUse.ALWAYS);
        draft.host("b");
        Mesh mesh = draft.build();

        assertThat(path(mesh, "a", "b")).isEqualTo(new Path.Relayed());
        assertThat(path(mesh, "r", "a")).isEqualTo(new Path.Relayed());
        assertThat(path(mesh, "r", "b")).isInstanceOf(Path.Direct.class);
        assertThat(why(mesh, "a", "b")).startsWith("'agent: always' of a; their agents find a way");
        assertThat(withAgents(mesh)).containsExactly("a", "b", "r");
    }

    @Test
    void aHubThatAllCanCallSparesThemAgents() {
        Meshes draft = nats().hubs(Shape.FULL, "hub");
        draft.host("r").relay();

        assertThat(path(draft.build(), "n1", "n2")).isEqualTo(new Path.Hub(new NodeName("hub")));
        assertThat(withAgents(draft.build())).isEmpty();
    }

    @Test
    void agentsFindSpokesTheWayToAHubThatNobodyCanCall() {
        Meshes draft = Meshes.mesh().hubs(Shape.HUB_AND_SPOKE, "home");
        draft.host("home").behindNat();
        draft.host("n1").behindNat();
        draft.host("r").relay();
        Mesh mesh = draft.build();

        assertThat(path(mesh, "n1", "home")).isEqualTo(new Path.Relayed());
        assertThat(path(mesh, "n1", "r")).isEqualTo(new Path.Hub(new NodeName("home")));
        assertThat(withAgents(mesh)).containsExactly("home", "n1");
    }

    private static List<String> withAgents(Mesh mesh) {
        Paths paths = Paths.of(mesh);
        return mesh.hosts().stream().map(host -> host.name()).filter(paths::needsAgent).map(NodeName::text).toList();
    }

    @Test
    void aHubCarriesOnlyThoseThatCannotCall() {
        Mesh mesh = nats().hubs(Shape.FULL, "hub").build();

        assertThat(path(mesh, "n1", "n2")).isEqualTo(new Path.Hub(new NodeName("hub")));
        assertThat(path(mesh, "phone", "n2")).isEqualTo(new Path.Hub(new NodeName("hub")));
        assertThat(path(mesh, "hub", "n2")).isInstanceOf(Path.Direct.class);
        assertThat(Paths.of(mesh).forwards(new NodeName("hub"))).isTrue();
        assertThat(Paths.of(Meshes.mesh().hubs(Shape.FULL, "a").host("a").and().host("b").and().build())
                .forwards(new NodeName("a"))).as("a hub without anything to carry").isFalse();
    }

    @Test
    void theFirstHubThatIsAPeerOfBothCarries() {
        Meshes draft = Meshes.mesh().hubs(Shape.FULL, "lan", "far", "near");
        draft.host("lan").behindNat().site("home").alsoFor("home", "192.168.1.2");
        draft.host("far");
        draft.host("near");
        draft.host("n1").behindNat();
        draft.host("n2").behindNat().site("home");

        assertThat(path(draft.build(), "n1", "n2")).isEqualTo(new Path.Hub(new NodeName("far")));
    }

    @Test
    void spokesDoNotCallEachOtherThoughTheyCould() {
        Mesh mesh = Meshes.mesh().hubs(Shape.HUB_AND_SPOKE, "hub").host("hub").and().host("a").and().host("b").and()
                .build();

        assertThat(path(mesh, "a", "b")).isEqualTo(new Path.Hub(new NodeName("hub")));
        assertThat(Paths.of(mesh).session(new NodeName("a"), new NodeName("b"))).isEmpty();
        assertThat(why(mesh, "a", "b")).isEqualTo(
                "topology.links is hub-and-spoke, and neither is a hub; hub is the first hub that is a peer of both");
        assertThat(words(mesh, "a", "b").wouldMakeDirect()).containsExactly("'links: full' in the topology");
    }

    @Test
    void onlyChosenPairsAreLinkedAndAHubIsAPeerOfThoseItCarries() {
        Mesh mesh = nats().topology(links("n1-n2,phone")).build();

        assertThat(path(mesh, "n2", "n1")).isEqualTo(new Path.Hub(new NodeName("hub")));
        assertThat(path(mesh, "n1", "hub")).isEqualTo(new Path.Unlinked());
        assertThat(Paths.of(mesh).session(new NodeName("hub"), new NodeName("n1"))).isPresent();
        assertThat(path(mesh, "n2", "phone")).isEqualTo(new Path.Unlinked());
        assertThat(words(mesh, "n2", "phone").wouldMakeDirect())
                .containsExactly("the pair [n2, phone] in topology.links");
    }

    @Test
    void noHubCarriesPairsThatNeedNoPath() {
        Mesh mesh = nats().topology(
                new Topology(Shape.FULL, PairSet.NONE, List.of(new NodeName("hub")), pairs("phone-n1"))).build();

        assertThat(path(mesh, "n1", "phone")).isEqualTo(new Path.None());
        assertThat(path(mesh, "n2", "phone")).isEqualTo(new Path.Hub(new NodeName("hub")));
        assertThat(why(mesh, "phone", "n1")).endsWith("; topology.no-path says that they need none");
    }

    @Test
    void anEndpointIsChosenBySiteThenByFamily() {
        Meshes draft = Meshes.mesh();
        draft.host("both").site("home").endpoint("203.0.113.7").also("2001:db8::7").alsoFor("home", "192.168.1.7");
        draft.host("six").endpoint("2001:db8::8");
        draft.host("four").endpoint("203.0.113.9");
        draft.host("near").site("home").endpoint("2001:db8::9");
        Mesh mesh = draft.host("named").endpoint("named.example.net").and().build();

        assertThat(call(mesh, "six", "both")).isEqualTo("2001:db8::7 FAMILY");
        assertThat(call(mesh, "four", "both")).isEqualTo("203.0.113.7 ANYWHERE");
        assertThat(call(mesh, "named", "both")).as("of a name nothing is known").isEqualTo("203.0.113.7 ANYWHERE");
        assertThat(call(mesh, "near", "both")).isEqualTo("192.168.1.7 SITE");
        assertThat(call(mesh, "four", "six")).as("the only one is tried").isEqualTo("2001:db8::8 ANYWHERE");
    }

    @Test
    void twoThatAreNoHostsTalkThroughAHubOnly() {
        Meshes draft = Meshes.mesh().hubs(Shape.FULL, "hub").device("phone").external("partner",
                "vpn.example.net:51820", "10.44.0.0/16");

        assertThat(path(draft.host("hub").and().build(), "phone", "partner"))
                .isEqualTo(new Path.Hub(new NodeName("hub")));
    }

    @Test
    void aPathHasTwoEndsOfTheMesh() {
        Paths paths = Paths.of(Meshes.of("a", "b"));
        NodeName a = new NodeName("a");

        assertThatThrownBy(() -> paths.between(a, a)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> paths.between(a, new NodeName("z"))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("z is not in the mesh");
    }

    @Test
    void aThousandSpokesTakeSeconds() {
        Meshes draft = Meshes.mesh().ranges("10.9.0.0/16").hubs(Shape.HUB_AND_SPOKE, "hub-a", "hub-b");
        draft.host("hub-a");
        draft.host("hub-b");
        for (int i = 0; i < 1000; i++) {
            draft.host("n" + i).behindNat();
        }
        Mesh mesh = draft.build();

        Paths paths = Assertions.assertTimeout(Duration.ofSeconds(20), () -> Paths.of(mesh));

        assertThat(paths.between(new NodeName("n1"), new NodeName("n999")))
                .isEqualTo(new Path.Hub(new NodeName("hub-a")));
        assertThat(paths.forwards(new NodeName("hub-b"))).isFalse();
    }
}
