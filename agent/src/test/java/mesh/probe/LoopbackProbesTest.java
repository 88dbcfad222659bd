// SPDX-License-Identifier: Apache-2.0
package mesh.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import mesh.net.Port;
import mesh.net.TransportAddress;
import mesh.peer.Await;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two ports of loopback that ordinary sockets own, and probes between them. */
class LoopbackProbesTest {
    private static final byte[] PROBE = {0x54, 0x53, (byte) 0xf0, (byte) 0x9f, (byte) 0x92, (byte) 0xac, 1, 2, 3};
    private static final byte[] STUN = {1, 1, 0, 0, 0x21, 0x12, (byte) 0xa4, 0x42, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,
            12};
    private static final byte[] WIREGUARD = {4, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2};

    private record Came(TransportAddress source, String payload) {
        static Came of(TransportAddress source, byte[] payload) {
            return new Came(source, new String(payload, StandardCharsets.ISO_8859_1));
        }
    }

    private final BlockingQueue<Came> came = new LinkedBlockingQueue<>();

    @BeforeEach
    void onlyWhereRawSocketsAre() {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "Linux only");
        assumeTrue("root".equals(System.getProperty("user.name")), "only root has raw sockets");
    }

    private static DatagramSocket owner(String address) throws IOException {
        DatagramSocket owner = new DatagramSocket(0, InetAddress.ofLiteral(address));
        owner.setSoTimeout(5000);
        return owner;
    }

    private static TransportAddress address(DatagramSocket socket) {
        return mesh.socket.SocketAddresses.transport((java.net.InetSocketAddress) socket.getLocalSocketAddress());
    }

    private ProbeSocket open(DatagramSocket owner) {
        ProbeSocket socket = ProbeSockets.open(ProbeSettings.of(new Port(owner.getLocalPort()), 0),
                (source, payload) -> came.add(Came.of(source, payload)));
        assertThat(socket.problem()).isEmpty();
        return socket;
    }

    @Test
    void whatIsSentComesFromThePortOfItsOwnerAndReachesOwnerAndListener() throws Exception {
        for (String loopback : new String[]{"127.0.0.1", "::1"}) {
            try (DatagramSocket here = owner(loopback);
                    DatagramSocket there = owner(loopback);
                    ProbeSocket from = open(here);
                    ProbeSocket to = open(there)) {
                to.listening(true);
                for (byte[] payload : new byte[][]{PROBE, STUN, WIREGUARD}) {
                    from.send(address(there), payload, Arrays.equals(payload, PROBE));
                    DatagramPacket packet = new DatagramPacket(new byte[100], 100);
                    there.receive(packet);
                    assertThat(Arrays.copyOf(packet.getData(), packet.getLength())).isEqualTo(payload);
                    assertThat(packet.getPort()).isEqualTo(here.getLocalPort());
                }
                assertThat(came.poll(5, TimeUnit.SECONDS)).isEqualTo(Came.of(address(here), PROBE));
                assertThat(came.poll(5, TimeUnit.SECONDS)).isEqualTo(Came.of(address(here), STUN));
                from.send(address(there), PROBE, false);
                assertThat(came.poll(5, TimeUnit.SECONDS)).isEqualTo(Came.of(address(here), PROBE));
                assertThat(came).isEmpty();
            }
        }
    }

    @Test
    void nothingComesWhileTheWindowIsClosed() throws Exception {
        try (DatagramSocket here = owner("127.0.0.1");
                DatagramSocket there = owner("127.0.0.1");
                ProbeSocket from = open(here);
                ProbeSocket to = open(there)) {
            from.send(address(there), PROBE, true);
            to.listening(true);
            from.send(address(there), STUN, true);
            assertThat(came.poll(5, TimeUnit.SECONDS)).isEqualTo(Came.of(address(here), STUN));
            to.listening(false);
            from.send(address(there), PROBE, true);
            there.receive(new DatagramPacket(new byte[100], 100));
            to.listening(true);
            from.send(address(there), STUN, true);
            assertThat(came.poll(5, TimeUnit.SECONDS)).isEqualTo(Came.of(address(here), STUN));
            assertThat(came).isEmpty();
        }
    }

    @Test
    void aThousandWindowsLeaveNoDescriptorAndNoThread() throws Exception {
        try (DatagramSocket here = owner("127.0.0.1"); ProbeSocket socket = open(here)) {
            socket.listening(true);
            socket.listening(false);
            awaitThreads();
            long before = descriptors();
            for (int i = 0; i < 1000; i++) {
                socket.listening(true);
                socket.send(address(here), PROBE, true);
                socket.listening(false);
            }
            awaitThreads();
            assertThat(descriptors()).isLessThanOrEqualTo(before);
        }
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.count();
        }
    }

    private static void awaitThreads() {
        Await.until("no thread reads", 5, () -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("probes")));
    }

    @Test
    void aClosedSocketSendsNoMore() throws Exception {
        try (DatagramSocket here = owner("127.0.0.1")) {
            ProbeSocket socket = open(here);
            socket.listening(true);
            socket.close();
            assertThatThrownBy(() -> socket.send(address(here), PROBE, true))
                    .isInstanceOf(java.nio.channels.ClosedChannelException.class);
            assertThatThrownBy(() -> socket.listening(true))
                    .isInstanceOf(java.nio.channels.ClosedChannelException.class);
        }
    }
}
