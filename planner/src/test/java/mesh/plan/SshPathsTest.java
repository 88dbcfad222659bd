// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import mesh.live.LiveHost;
import mesh.live.SshEnds;
import mesh.model.Format;
import mesh.model.Mesh;
import mesh.model.Meshes;
import mesh.model.Meshes.HostDraft;
import mesh.net.IpAddress;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Host a is 10.9.0.1 of the mesh, b is 10.9.0.2, and so on in the order of names. */
class SshPathsTest {

    private static Mesh mesh(Consumer<HostDraft> first, String... others) {
        Meshes meshes = Meshes.mesh();
        first.accept(meshes.host("a"));
        for (String other : others) {
            meshes.host(other);
        }
        return meshes.build();
    }

    private static Situation from(Situation situation, String host, String client, String server) {
        return situation.found(host,
                live -> new LiveHost(live.host(), live.manifest(), live.files(), live.iface(), live.services(),
                        live.changing(),
                        Optional.of(new SshEnds(IpAddress.parse(client), IpAddress.parse(server)))));
    }

    private static List<SshPaths.Finding> findings(Situation situation) {
        return SshPaths.of(situation.desired, situation.plan().hosts());
    }

    private static String text(Situation situation) {
        return String.join("\n", findings(situation).stream()
                .map(found -> found.host() + (found.cuts() ? " cut: " : ": ") + found.text()).toList());
    }

    @Test
    void aHostThatIsReachedOutsideTheMeshGivesNoNotice() {
        Situation situation = Situation.applied(mesh(a -> a.machine("192.0.2.1"), "b"))
                .becomes(mesh(a -> a.machine("192.0.2.1").port(4500), "b", "c"));

        assertThat(findings(from(situation, "a", "192.0.2.9", "192.0.2.1"))).isEmpty();
    }

    @Test
    void anotherPeerOverTheMeshAddressIsANoticeOnly() {
        Situation situation = Situation.applied(mesh(a -> a.machine("10.9.0.1"), "b"))
                .becomes(mesh(a -> a.machine("10.9.0.1"), "b", "c"));

        assertThat(text(situation)).isEqualTo("a: SSH comes to it over the mesh (10.9.0.1), through the tunnel that"
                + " changes: if that cuts the way, the host goes back by itself");
        assertThat(situation.plan("a").notices()).extracting(Notice::kind).containsExactly(Notice.Kind.SSH_PATH);
    }

    @Test
    void thePortOfTheTunnelThatCarriesSshCutsTheWay() {
        Situation situation = Situation.applied(mesh(a -> a.machine("10.9.0.1"), "b"))
                .becomes(mesh(a -> a.machine("10.9.0.1").port(4500), "b"));

        assertThat(text(situation)).isEqualTo("a cut: SSH comes to it over the mesh (10.9.0.1), and this step changes"
                + " that way: the port of wg0 changes. Apply refuses that without --allow-ssh-path");
    }

    @Test
    void anotherFormatCutsTheWay() {
        Situation situation = Situation.applied(mesh(a -> a.machine("10.9.0.1"), "b"))
                .becomes(mesh(a -> a.machine("10.9.0.1").format(Format.NETWORKD), "b"));

        assertThat(text(situation)).contains("a cut: ", "wg0 goes down while its format changes");
    }

    @Test
    void theAddressThatSshUsesCutsTheWay() {
        Situation situation = Situation.applied(mesh(a -> a.machine("10.9.0.1"), "b"))
                .becomes(mesh(a -> a.machine("10.9.0.1").pin("10.9.0.7"), "b"));

        assertThat(text(situation)).contains("a cut: ", "the address 10.9.0.1 goes");
    }

    @Test
    void aHostThatLeavesOverItsOwnTunnelIsCut() {
        Situation situation = Situation.applied(mesh(a -> a.machine("10.9.0.1"), "b")).becomes(Meshes.of("b"));

        assertThat(text(situation)).contains("a cut: SSH comes to it over the mesh (10.9.0.1)", "wg0 goes away");
    }

    @Test
    void aNameIsKnownForAMeshAddressByWhatTheHostSays() {
        Situation applied = Situation.applied(Meshes.of("a", "b"));
        Situation situation = applied.becomes(mesh(a -> a.port(4500), "b"));
        assertThat(findings(situation)).as("nobody resolves names here").isEmpty();

        assertThat(text(from(situation, "a", "10.9.0.2", "10.9.0.1"))).contains("a cut: ", "the port of wg0 changes");
    }

    @Test
    void theRemovalOfThePeerThatSshComesThroughCutsTheWay() {
        Situation situation = from(Situation.applied(Meshes.of("a", "b", "c")), "a", "10.9.0.3", "10.9.0.1")
                .becomes(Meshes.of("a", "b"));
        assertThat(text(situation)).contains("a cut: ", "c is no peer any more");

        Situation other = from(Situation.applied(Meshes.of("a", "b", "c")), "a", "10.9.0.2", "10.9.0.1")
                .becomes(Meshes.of("a", "b"));
        assertThat(text(other)).startsWith("a: ").doesNotContain("a cut: ");
    }

    @Test
    void sshToAnOutsideAddressThatIsAnsweredThroughTheTunnelIsKnown() {
        Situation situation = Situation.applied(routed(true));
        from(situation, "a", "192.168.7.9", "192.0.2.1");

        assertThat(text(situation.becomes(routed(false)))).contains(
                "a cut: SSH comes to it over the mesh, and this step changes that way: ",
                "the route to 192.168.7.0/24 goes", "b loses the network it comes from");
    }

    private static Mesh routed(boolean withRoute) {
        Meshes meshes = Meshes.mesh();
        meshes.host("a");
        HostDraft router = meshes.host("b");
        return (withRoute ? router.route("192.168.7.0/24") : router).and().build();
    }

    @Test
    void aHostBehindAnotherOnesNetworkIsCutWithThatNetwork() {
        Situation situation = Situation.applied(behind(true));

        assertThat(text(situation.becomes(behind(false)))).contains("a cut: SSH comes to it through b",
                "192.168.7.0/24 is not behind it any more");
    }

    private static Mesh behind(boolean withRoute) {
        Meshes meshes = Meshes.mesh();
        meshes.host("a").machine("192.168.7.5");
        HostDraft router = meshes.host("b");
        return (withRoute ? router.route("192.168.7.0/24") : router).and().build();
    }

    @Test
    void theNetworkOfAnExternalThatLeavesCutsTheWay() {
        Mesh before = mesh(a -> a.machine("192.168.8.5"), "b");
        Meshes with = Meshes.mesh().external("office", "vpn.example.net:51820", "192.168.8.0/24");
        with.host("a").machine("192.168.8.5");
        with.host("b");

        assertThat(text(Situation.applied(with.build()).becomes(before))).contains(
                "a cut: SSH comes to it through office, and this step changes that way: office leaves the mesh");
    }

    @Test
    void aJumpHostThatGoesOnOverTheMeshCutsTheWayWithItsTunnel() {
        Situation situation = Situation.applied(jump(51820));

        assertThat(text(situation.becomes(jump(4500)))).isEqualTo("a cut: SSH comes to it through b, and this step"
                + " changes that way: the port of wg0 changes. Apply refuses that without --allow-ssh-path");
    }

    @Test
    void aJumpHostOutsideTheMeshThatGoesOnOutsideItDoesNotMatter() {
        Meshes meshes = Meshes.mesh();
        meshes.host("a").machine("192.0.2.1").jump("b.example.net");
        meshes.host("b");
        Meshes after = Meshes.mesh();
        after.host("a").machine("192.0.2.1").jump("b.example.net");
        after.host("b").port(4500);

        assertThat(findings(Situation.applied(meshes.build()).becomes(after.build()))).isEmpty();
    }

    private static Mesh jump(int port) {
        Meshes meshes = Meshes.mesh();
        meshes.host("a").machine("10.9.0.1").jump("b.example.net");
        meshes.host("b").port(port);
        return meshes.build();
    }

    @Test
    void anInterfaceThatDoesNotRunYetCarriesNoSsh() {
        Situation situation = Situation.keyed(mesh(a -> a.machine("10.9.0.1"), "b"));

        assertThat(findings(situation)).isEmpty();
    }
}
