// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import java.util.List;
import java.util.Optional;

import mesh.model.Mesh;
import mesh.model.Meshes;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SshMovesTest {
    private static Mesh mesh(String machine, String... others) {
        Meshes meshes = Meshes.mesh();
        meshes.host("a").machine(machine);
        for (String other : others) {
            meshes.host(other);
        }
        return meshes.build();
    }

    private static List<SshPaths.Finding> findings(Situation before, Situation after) {
        return SshMoves.of(Optional.of(before.lock), after.plan().hosts());
    }

    @Test
    void anotherSshAddressAndAnotherTunnelAreTooMuchForOneStep() {
        Situation before = Situation.applied(mesh("192.0.2.1", "b"));

        assertThat(findings(before, before.becomes(mesh("192.0.2.8", "b", "c")))).singleElement()
                .satisfies(found -> {
                    assertThat(found.host().text()).isEqualTo("a");
                    assertThat(found.cuts()).isTrue();
                    assertThat(found.text()).startsWith("this step changes how SSH comes to it"
                            + " (192.0.2.1 port 22 became 192.0.2.8 port 22) and its tunnel as well");
                });
    }

    @Test
    void anotherSshAddressAloneIsFine() {
        Situation before = Situation.applied(mesh("192.0.2.1", "b"));

        assertThat(findings(before, before.becomes(mesh("192.0.2.8", "b")))).isEmpty();
    }

    @Test
    void anotherTunnelAloneIsFine() {
        Situation before = Situation.applied(mesh("192.0.2.1", "b"));

        assertThat(findings(before, before.becomes(mesh("192.0.2.1", "b", "c")))).isEmpty();
    }

    @Test
    void anotherJumpIsAnotherWay() {
        Situation before = Situation.applied(mesh("192.0.2.1", "b"));
        Meshes after = Meshes.mesh();
        after.host("a").machine("192.0.2.1").jump("192.0.2.200");
        after.host("b");
        after.host("c");

        assertThat(findings(before, before.becomes(after.build()))).extracting(SshPaths.Finding::text)
                .singleElement().asString().contains("became 192.0.2.1 port 22 through 192.0.2.200 port 22");
    }

    @Test
    void aHostThatIsNotThereYetHasNoWayToLose() {
        Situation before = Situation.applied(mesh("192.0.2.1", "b"));
        Situation after = before.becomes(mesh("192.0.2.8", "b", "c"));
        after.found("a", live -> mesh.live.LiveHost.bare(live.host()));

        assertThat(findings(before, after)).isEmpty();
    }
}
