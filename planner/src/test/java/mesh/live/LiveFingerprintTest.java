// SPDX-License-Identifier: Apache-2.0
package mesh.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import mesh.files.Digests;
import mesh.files.HostPath;
import mesh.model.Meshes;
import mesh.name.NodeName;
import mesh.net.Cidr;
import mesh.net.Endpoint;
import mesh.net.InterfaceName;
import mesh.net.Keepalive;
import mesh.net.Port;

class LiveFingerprintTest {
    private static final LivePeer PEER = new LivePeer(Meshes.key("b"), Optional.empty(),
            List.of(Cidr.parse("10.9.0.2/32")), new Keepalive(0), false, Optional.empty(), 0, 0);

    private static String of(int mtu, LivePeer peer, String text) {
        LiveFile file = new LiveFile(new HostPath("/etc/hostname.wg0"), 0640, 0, 0, Digests.sha256(text),
                Optional.of(text));
        return LiveFingerprint.of(new LiveHost(new NodeName("a"), Optional.empty(), List.of(file),
                Optional.of(new LiveInterface(new InterfaceName("wg0"), Optional.of(Meshes.key("a")),
                        Optional.of(new Port(51820)), mtu, List.of(), List.of(peer), List.of()))));
    }

    @Test
    void roamingAndTrafficDoNotMoveIt() {
        LivePeer busy = new LivePeer(PEER.publicKey(), Optional.of(Endpoint.parse("198.51.100.9:4711")),
                PEER.allowedIps(), PEER.keepalive(), false, Optional.of(3L), 1000, 2000);
        assertThat(of(1420, busy, "x")).isEqualTo(of(1420, PEER, "x")).hasSize(64);
    }

    private static String keepingAlive(int seconds, LiveGround.Service agent) {
        LivePeer peer = new LivePeer(PEER.publicKey(), PEER.endpoint(), PEER.allowedIps(), new Keepalive(seconds),
                false,
                Optional.empty(), 0, 0);
        LiveGround ground = new LiveGround(new TreeMap<>(), false, false, LiveGround.Firewall.ABSENT, false,
                LiveGround.Names.ABSENT, LiveGround.Service.ABSENT, LiveGround.Trust.ABSENT,
                LiveGround.Service.ABSENT, Optional.empty(), LiveGround.Names.ABSENT, LiveGround.Online.ABSENT, agent);
        return LiveFingerprint.of(new LiveHost(new NodeName("a"), Optional.empty(), List.of(),
                Optional.of(new LiveInterface(new InterfaceName("wg0"), Optional.of(Meshes.key("a")),
                        Optional.of(new Port(51820)), 1420, List.of(), List.of(peer), List.of())),
                List.of(), false,
                Optional.empty(), Optional.of(ground)));
    }

    @Test
    void aKeepaliveMovesItUnlessAnAgentSetsThose() {
        assertThat(keepingAlive(25, LiveGround.Service.ABSENT))
                .isNotEqualTo(keepingAlive(0, LiveGround.Service.ABSENT));
        assertThat(keepingAlive(25, LiveGround.Service.RUNNING)).isEqualTo(keepingAlive(0, LiveGround.Service.RUNNING));
    }

    @Test
    void whatApplyWouldChangeMovesIt() {
        LivePeer other = new LivePeer(PEER.publicKey(), PEER.endpoint(), List.of(), PEER.keepalive(), false,
                Optional.empty(), 0, 0);
        assertThat(List.of(of(1420, PEER, "x"), of(1380, PEER, "x"), of(1420, other, "x"), of(1420, PEER, "y")))
                .doesNotHaveDuplicates();
    }
}
