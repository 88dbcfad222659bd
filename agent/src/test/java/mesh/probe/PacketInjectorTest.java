// SPDX-License-Identifier: Apache-2.0
package mesh.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;

import mesh.net.TransportAddress;
import mesh.netns.Netns;
import mesh.netns.WireGuardPair;
import mesh.peer.Await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A packet of B that went by a relay, and comes to A when both are direct again: B calls A at its second address, which A
 * answers from, since WireGuard remembers where it was called.
 */
class PacketInjectorTest {
    private static final TransportAddress A_SECOND = TransportAddress.parse("10.1.0.3:51820");
    private static final TransportAddress B = TransportAddress.parse("10.2.0.2:51820");

    @TempDir
    private Path directory;
    private WireGuardPair pair;

    @BeforeEach
    void makeHosts() throws Exception {
        Netns.require("ip", "wg", "wireguard-go", "ping");
        pair = new WireGuardPair(directory);
        pair.endpoint(pair.b(), A_SECOND.toString());
        pair.ping(pair.b());
        assertThat(pair.endpoint(pair.a())).isEqualTo(B);
        assertThat(pair.endpoint(pair.b())).isEqualTo(A_SECOND);
    }

    @AfterEach
    void removeHosts() throws Exception {
        if (pair != null) {
            pair.close();
        }
    }

    /** What B's WireGuard gives to its shim, a port on its loopback; then B is direct again. */
    private byte[] latePacket(TransportAddress direct) throws Exception {
        try (DatagramSocket shim = pair.b().inside(() -> new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1")))) {
            shim.setSoTimeout(5000);
            pair.endpoint(pair.b(), "127.0.0.1:" + shim.getLocalPort());
            pair.b().script("ping -q -c 1 -W 1 100.64.0.1 || true");
            DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
            shim.receive(packet);
            pair.endpoint(pair.b(), direct.toString());
            assertThat(packet.getData()[0]).as("a data packet").isEqualTo((byte) 4);
            return Arrays.copyOf(packet.getData(), packet.getLength());
        }
    }

    private void inject(TransportAddress source, TransportAddress destination, byte[] packet) throws Exception {
        pair.a().inside(() -> {
            try (PacketInjector injector = ProbeSockets.injector(0).orElseThrow()) {
                injector.inject(source, destination, ByteBuffer.wrap(packet));
            }
            return true;
        });
    }

    private void awaitReceived(long more) throws Exception {
        Await.until("it is received", 5, () -> pair.received(pair.a()) >= more);
    }

    private void nothingIsLost() throws Exception {
        assertThat(pair.a().run("ping", "-q", "-i", "0.01", "-c", "20", "100.64.0.2"))
                .contains("20 packets transmitted, 20 received, 0% packet loss");
    }

    @Test
    void aLatePacketHandedOverSoMovesNothing() throws Exception {
        byte[] late = latePacket(A_SECOND);
        long before = pair.received(pair.a());
        inject(B, A_SECOND, late);
        awaitReceived(before + late.length);
        assertThat(pair.endpoint(pair.a())).as("where A sends").isEqualTo(B);
        nothingIsLost();
        assertThat(pair.endpoint(pair.b())).as("where A sends from, as B sees it").isEqualTo(A_SECOND);
    }

    @Test
    void overIpv6ItMovesNothingEither() throws Exception {
        TransportAddress a = TransportAddress.parse("[fd01::2]:51820");
        TransportAddress b = TransportAddress.parse("[fd02::2]:51820");
        pair.endpoint(pair.b(), a.toString());
        pair.ping(pair.b());
        assertThat(pair.endpoint(pair.a())).isEqualTo(b);
        byte[] late = latePacket(a);
        long before = pair.received(pair.a());
        inject(b, a, late);
        awaitReceived(before + late.length);
        assertThat(pair.endpoint(pair.a())).isEqualTo(b);
        nothingIsLost();
        assertThat(pair.endpoint(pair.b())).isEqualTo(a);
    }

    @Test
    void aLatePacketFromLoopbackDrawsTheEndpointThere() throws Exception {
        byte[] late = latePacket(A_SECOND);
        long before = pair.received(pair.a());
        int port = pair.a().inside(() -> {
            try (DatagramSocket shim = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
                shim.send(new DatagramPacket(late, late.length,
                        new InetSocketAddress("127.0.0.1", WireGuardPair.PORT)));
                return shim.getLocalPort();
            }
        });
        awaitReceived(before + late.length);
        assertThat(pair.endpoint(pair.a())).isEqualTo(TransportAddress.parse("127.0.0.1:" + port));
    }

    @Test
    void handedToAnotherAddressItMovesTheAddressThatAnswersComeFrom() throws Exception {
        byte[] late = latePacket(A_SECOND);
        long before = pair.received(pair.a());
        inject(B, TransportAddress.parse("10.1.0.2:51820"), late);
        awaitReceived(before + late.length);
        assertThat(pair.endpoint(pair.a())).isEqualTo(B);
        pair.ping(pair.a());
        assertThat(pair.endpoint(pair.b())).isEqualTo(TransportAddress.parse("10.1.0.2:51820"));
    }
}
