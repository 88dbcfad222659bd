// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import mesh.lab.nat.AgentProgram;
import mesh.lab.nat.NatScene;
import mesh.lab.nat.NetworkKind;
import mesh.lab.nat.SceneHost;

/**
 * What the networks of the matrix let through, told by WireGuard alone: where both ends are told each other's address by
 * hand, packets go exactly where the matrix says that a direct path exists.
 */
class NatSceneTest {
    @TempDir
    Path folder;

    @Test
    void wireguardGetsThroughExactlyWhereADirectPathIsSaidToExist() {
        new Program(folder).run("version").exits(0); // which builds what is to be built
        assumeTrue(AgentProgram.jarOfCheckout().toFile().exists(), "this build makes no agent");
        List<String> wrong = new ArrayList<>();
        try (NatScene scene = NatScene.start("networks", List.of(NetworkKind.values()), AgentProgram.ofCheckout())) {
            for (NetworkKind kind : NetworkKind.values()) {
                note(scene, kind, kind, wrong);
            }
            note(scene, NetworkKind.PUBLIC, NetworkKind.SYMMETRIC, wrong);
            note(scene, NetworkKind.ENDPOINT_INDEPENDENT, NetworkKind.SYMMETRIC, wrong);
            note(scene, NetworkKind.PORT_PRESERVING, NetworkKind.SYMMETRIC, wrong);
        }
        assertThat(wrong).isEmpty();
    }

    private static void note(NatScene scene, NetworkKind first, NetworkKind second, List<String> wrong) {
        if (goes(scene, first, second) != first.meets(second)) {
            wrong.add(first.id() + " and " + second.id() + ": " + !first.meets(second));
        }
    }

    /** Hosts on one LAN are told their LAN's addresses. A random port cannot be told, so that end calls and is answered. */
    private static boolean goes(NatScene scene, NetworkKind first, NetworkKind second) {
        SceneHost a = scene.host(first, false);
        SceneHost b = scene.host(second, true);
        boolean lan = first == NetworkKind.SHARED && second == NetworkKind.SHARED;
        a.addPeer(b);
        b.addPeer(a);
        try {
            if (first == NetworkKind.CGNAT) {
                // The provider's NAT knows only of ports that were used towards the world.
                a.callAt(b, scene.relays().getFirst().host().address());
                b.callAt(a, scene.relays().getFirst().host().address());
                a.host().run("ping -c 1 -w 1 " + b.meshAddress());
                b.host().run("ping -c 1 -w 1 " + a.meshAddress());
            }
            if (second != NetworkKind.SYMMETRIC || first == NetworkKind.SYMMETRIC) {
                a.callAt(b, lan ? b.host().address() : scene.outside(second, true));
            }
            if (first != NetworkKind.SYMMETRIC || second == NetworkKind.SYMMETRIC) {
                b.callAt(a, lan ? a.host().address() : scene.outside(first, false));
            }
            String ping = "ping -c 1 -i 0.1 -w %d -s %d -M do ";
            int patience = first.meets(second) ? 12 : 1;
            b.host().run(ping.formatted(1, 56) + a.meshAddress());
            return a.host().run(ping.formatted(patience, 1392) + b.meshAddress()).ok();
        } finally {
            a.removePeer(b);
            b.removePeer(a);
        }
    }
}
