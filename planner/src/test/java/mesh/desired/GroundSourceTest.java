// SPDX-License-Identifier: Apache-2.0
package mesh.desired;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import mesh.lock.LockUpdater;
import mesh.lock.Lockfile;
import mesh.model.Format;
import mesh.model.Mesh;
import mesh.model.Meshes;
import mesh.net.Cidr;
import mesh.net.InterfaceName;

class GroundSourceTest {
    private static Ground ground(Meshes draft, String name) {
        Mesh mesh = draft.build();
        return DesiredStateBuilder.build(mesh, LockUpdater.update(mesh, Lockfile.empty(mesh.name())).lock()).hosts()
                .stream().filter(host -> host.name().text().equals(name)).findFirst().orElseThrow().ground();
    }

    @Test
    void aHostWithNothingBehindItNeedsNothing() {
        Meshes draft = Meshes.mesh();
        draft.host("a");
        draft.host("b").route("192.168.1.0/24");
        assertThat(ground(draft, "a")).isEqualTo(Ground.NONE);
    }

    @Test
    void aRouterForwardsTheFamiliesOfItsNetworksOnly() {
        Meshes draft = Meshes.mesh();
        draft.host("a").route("fd00:7::/64");
        draft.host("b");
        assertThat(ground(draft, "a")).matches(ground -> !ground.forwardsV4() && ground.forwardsV6());
    }

    @Test
    void anExitTranslatesWhateverComesOutOfTheMeshAndItsUserSendsEverything() {
        Meshes draft = Meshes.mesh();
        draft.host("a").exitNode();
        draft.host("b").useExit("a");
        assertThat(ground(draft, "a")).matches(ground -> ground.forwardsV4() && ground.forwardsV6())
                .extracting(ground -> ground.gateway().orElseThrow()).matches(Gateway::exit);
        assertThat(ground(draft, "b").exit().orElseThrow()).matches(use -> use.v4() && use.v6())
                .extracting(ExitUse::mark).matches(ExitUse::isTable);
    }

    /** OpenBSD's tables end at 255. */
    @Test
    void anOpenBsdUserOfAnExitHasATableThatItsSystemHasToo() {
        Meshes draft = Meshes.mesh();
        draft.host("a").exitNode();
        draft.host("b").format(Format.HOSTNAME_IF).useExit("a");
        assertThat(ground(draft, "b").exit().orElseThrow().mark()).isEqualTo(255);
        assertThat(IntStream.of(0, 1, 254, 255, 99999).map(unit -> ExitUse.table(new InterfaceName("wg" + unit))))
                .containsExactly(255, 254, 1, 255, 216);
    }

    @Test
    void aRouterThatDoesNotTranslateSaysSo() {
        Meshes draft = Meshes.mesh();
        draft.host("a").route("192.168.1.0/24").routed();
        draft.host("b");
        assertThat(ground(draft, "a").gateway().orElseThrow().masquerade()).isFalse();
    }

    @Test
    void packetsOfNetworksBehindOthersComeOutOfTheMeshToo() {
        Meshes draft = Meshes.mesh();
        draft.host("a").route("192.168.1.0/24");
        draft.host("b").route("192.168.2.0/24");
        Gateway gateway = ground(draft, "a").gateway().orElseThrow();
        assertThat(gateway.networks()).containsExactly(Cidr.parse("192.168.1.0/24"));
        assertThat(gateway.sources()).contains(Cidr.parse("192.168.2.0/24")).doesNotContain(
                Cidr.parse("192.168.1.0/24")).containsAll(List.of(Cidr.parse("10.9.0.0/24")));
    }
}
