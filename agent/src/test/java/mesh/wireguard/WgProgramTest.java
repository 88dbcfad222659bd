// SPDX-License-Identifier: Apache-2.0
package mesh.wireguard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import mesh.key.PublicKey;
import mesh.net.InterfaceName;
import mesh.net.Keepalive;
import mesh.net.TransportAddress;
import mesh.peer.Await;
import mesh.peer.PeerProcess;

/** The real {@code wg} with a real wireguard-go, which has a network namespace of its own. */
class WgProgramTest {
    private static final PublicKey ANNA = PublicKey.parse("HIgo9xNzJMWLKASShiTqIybxZ0U3wGLiUeJ1PKf8ykw=");
    private static final PublicKey BERT = PublicKey.parse("xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=");

    @TempDir
    private Path directory;
    private final InterfaceName name = new InterfaceName("wgtest" + ProcessHandle.current().pid() % 100_000);
    private Optional<PeerProcess> wireguard = Optional.empty();

    @BeforeEach
    void startWireGuard() throws Exception {
        for (String program : List.of("wireguard-go", "wg", "unshare")) {
            assumeTrue(PeerProcess.find(program).isPresent(), "no " + program + " here");
        }
        assumeTrue("root".equals(System.getProperty("user.name")), "only root makes network namespaces");
        wireguard = Optional
                .of(PeerProcess.start(directory, "unshare", "--net", "wireguard-go", "-f", name.text()));
        Path socket = Path.of("/var/run/wireguard", name + ".sock");
        Await.until("wireguard-go listens", 10, () -> Files.exists(socket));
        PeerProcess.output(directory, "wg", "set", name.text(), "peer", ANNA.base64(), "allowed-ips", "10.9.0.2/32");
    }

    @AfterEach
    void endWireGuard() throws IOException {
        wireguard.ifPresent(PeerProcess::kill);
        Files.deleteIfExists(Path.of("/var/run/wireguard", name + ".sock"));
    }

    @Test
    void readsPeersAndMovesAnEndpoint() throws Exception {
        WireGuardControl control = WireGuardControl.of(name);
        assertThat(control.peers()).containsExactly(
                java.util.Map.entry(ANNA, new PeerReading(Optional.empty(), 0, 0, 0)));
        for (String place : List.of("127.0.0.1:4711", "[2001:db8::7]:51820")) {
            TransportAddress endpoint = TransportAddress.parse(place);
            assertThat(control.endpoint(ANNA, endpoint)).isTrue();
            assertThat(control.peers().values()).extracting(PeerReading::endpoint)
                    .containsExactly(Optional.of(endpoint));
        }
        assertThat(PeerProcess.output(directory, "wg", "show", name.text(), "allowed-ips")).contains("10.9.0.2/32");
    }

    @Test
    void keepsAPeerOpen() throws Exception {
        WireGuardControl control = WireGuardControl.of(name);
        assertThat(control.keepalives()).containsExactly(java.util.Map.entry(ANNA, new Keepalive(0)));
        assertThat(control.keepalive(ANNA, new Keepalive(25))).isTrue();
        assertThat(control.keepalives()).containsExactly(java.util.Map.entry(ANNA, new Keepalive(25)));
        assertThat(control.keepalive(BERT, new Keepalive(25))).isFalse();
        assertThat(control.peers()).containsOnlyKeys(ANNA);
    }

    @Test
    void addsNoPeer() throws Exception {
        WireGuardControl control = WireGuardControl.of(name);
        assertThat(control.endpoint(BERT, TransportAddress.parse("127.0.0.1:4711"))).isFalse();
        assertThat(control.peers()).containsOnlyKeys(ANNA);
    }

    @Test
    void saysThatThereIsNoInterface() throws Exception {
        WireGuardControl control = WireGuardControl.of(new InterfaceName("wgnone0"));
        assertThatThrownBy(control::peers).isInstanceOf(IOException.class).hasMessageContaining("wgnone0");
    }
}
