// SPDX-License-Identifier: Apache-2.0
package mesh.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import mesh.libc.Libc;
import mesh.libc.SocketAddressLayout;
import mesh.libc.SystemCallException;
import mesh.net.Port;
import mesh.net.TransportAddress;
import mesh.netns.Netns;
import mesh.netns.WireGuardPair;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Probes from the port of a WireGuard whose tunnel is in use. */
class WireGuardProbesTest {
    private static final byte[] PROBE = {0x54, 0x53, (byte) 0xf0, (byte) 0x9f, (byte) 0x92, (byte) 0xac, 1, 2, 3};
    private static final TransportAddress A = TransportAddress.parse("10.1.0.2:51820");
    private static final TransportAddress B = TransportAddress.parse("10.2.0.2:51820");
    private static final TransportAddress B_V6 = TransportAddress.parse("[fd02::2]:51820");
    private static final ProbeSettings SETTINGS = ProbeSettings.of(new Port(WireGuardPair.PORT), 0);

    @TempDir
    private Path directory;
    private WireGuardPair pair;
    private final BlockingQueue<TransportAddress> heardByA = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> heardByB = new LinkedBlockingQueue<>();

    @BeforeEach
    void makeHosts() throws Exception {
        Netns.require("ip", "wg", "wireguard-go", "ping");
        pair = new WireGuardPair(directory);
        pair.ping(pair.a());
    }

    @AfterEach
    void removeHosts() throws Exception {
        if (pair != null) {
            pair.close();
        }
    }

    private ProbeSocket listening(Netns host, ProbeSocket.Listener listener) throws Exception {
        return host.inside(() -> {
            ProbeSocket socket = ProbeSockets.open(SETTINGS, listener);
            assertThat(socket.problem()).isEmpty();
            socket.listening(true);
            return socket;
        });
    }

    private ProbeSocket listeningA() throws Exception {
        return listening(pair.a(), (source, payload) -> heardByA.add(source));
    }

    private ProbeSocket listeningB() throws Exception {
        return listening(pair.b(), (source, payload) -> heardByB.add(payload.length));
    }

    private static void send(Netns host, ProbeSocket socket, TransportAddress to, int length, boolean whole)
            throws Exception {
        host.inside(() -> {
            socket.send(to, Arrays.copyOf(PROBE, length), whole);
            return true;
        });
    }

    private int heard() throws InterruptedException {
        Integer length = heardByB.poll(5, TimeUnit.SECONDS);
        return length == null ? -1 : length;
    }

    @Test
    void aTunnelLosesNothingWhileBothSidesProbe() throws Exception {
        Path log = directory.resolve("ping");
        try (ProbeSocket a = listeningA(); ProbeSocket b = listeningB()) {
            Process ping = pair.a().start(log, "ping", "-q", "-i", "0.01", "-c", "200", "100.64.0.2");
            int sent = 0;
            while (ping.isAlive()) {
                send(pair.a(), a, sent % 2 == 0 ? B : B_V6, 100 + sent % 1000, true);
                assertThat(heard()).isEqualTo(100 + sent % 1000);
                send(pair.b(), b, A, 100, true);
                assertThat(heardByA.poll(5, TimeUnit.SECONDS)).isEqualTo(B);
                sent++;
            }
            assertThat(Files.readString(log)).contains("200 packets transmitted, 200 received, 0% packet loss");
            assertThat(sent).isGreaterThan(100);
            assertThat(pair.endpoint(pair.a())).isEqualTo(B);
        }
    }

    @Test
    void theKernelKeepsWireGuardsPacketsFromUs() throws Exception {
        try (LinuxRawSocket raw = pair.b().inside(() -> LinuxRawSocket.open(false, SETTINGS));
                Arena arena = Arena.ofConfined()) {
            pair.a().run("ping", "-q", "-i", "0.01", "-c", "50", "100.64.0.2");
            assertThatThrownBy(() -> Libc.receive(raw.descriptor(), arena.allocate(100),
                    LinuxRawSocket.MSG_DONTWAIT, arena.allocate(SocketAddressLayout.MOST_BYTES)))
                    .isInstanceOfSatisfying(SystemCallException.class,
                            nothing -> assertThat(nothing.number()).isEqualTo(11));
        }
    }

    @Test
    void aPacketThatMustNotBeCutIsLostWhereItIsTooLong() throws Exception {
        try (ProbeSocket a = listeningA(); ProbeSocket b = listeningB()) {
            b.listening(true);
            send(pair.a(), a, B, 1472, true);
            assertThat(heard()).isEqualTo(1472);
            assertThat(pieces()).isZero();
            pair.router().run("ip", "link", "set", "eth2", "mtu", "1280");
            send(pair.a(), a, B, 1400, true);
            send(pair.a(), a, B, 1252, true);
            assertThat(heard()).isEqualTo(1252);
            assertThat(pieces()).isZero();
            send(pair.a(), a, B, 1400, true);
            send(pair.a(), a, B, 1399, false);
            assertThat(heard()).isEqualTo(1399);
            assertThat(heardByB).isEmpty();
        }
    }

    /** Pieces that the router made of packets. */
    private long pieces() throws Exception {
        List<String> lines = pair.router().run("grep", "^Ip:", "/proc/net/snmp").lines().toList();
        int column = List.of(lines.getFirst().split(" ")).indexOf("FragCreates");
        return Long.parseLong(lines.getLast().split(" ")[column]);
    }

    @Test
    void whatCannotBeSentIsSaid() throws Exception {
        try (ProbeSocket a = listeningA()) {
            assertThatThrownBy(() -> send(pair.a(), a, B, 1473, true)).isInstanceOf(IOException.class)
                    .hasMessage("sendto: Message too long");
            pair.a().run("ip", "route", "del", "default");
            assertThatThrownBy(() -> send(pair.a(), a, B, 100, true)).isInstanceOf(IOException.class)
                    .hasMessageContaining("Network is unreachable");
        }
    }

    @Test
    void withoutRightsItSaysSoAndNothingElseIsBroken() throws Exception {
        ProbeSocket socket = Netns.withoutRights(
                () -> ProbeSockets.open(SETTINGS, (source, payload) -> heardByA.add(source)));
        assertThat(socket.problem()).hasValueSatisfying(why -> assertThat(why).isEqualTo(
                "no right to share WireGuard's port (socket: Operation not permitted): "
                        + "that takes root, or CAP_NET_RAW and with a mark CAP_NET_ADMIN"));
        assertThatThrownBy(() -> socket.send(B, PROBE, true)).isInstanceOf(IOException.class)
                .hasMessage(socket.problem().orElseThrow());
        socket.listening(true);
        socket.close();
        assertThatThrownBy(() -> Netns.withoutRights(() -> ProbeSockets.injector(0))).isInstanceOf(IOException.class)
                .hasMessageContaining("Operation not permitted");
    }

    @Test
    void theMarkChoosesTheRoute() throws Exception {
        pair.a().script("""
                ip route add blackhole 10.2.0.0/24
                ip route add default via 10.1.0.1 table 77
                ip rule add fwmark 0x4d lookup 77""");
        try (ProbeSocket b = listeningB();
                ProbeSocket marked = pair.a().inside(() -> ProbeSockets.open(
                        ProbeSettings.of(new Port(WireGuardPair.PORT), 0x4d), (source, payload) -> {}));
                ProbeSocket plain = pair.a().inside(() -> ProbeSockets.open(SETTINGS, (source, payload) -> {}))) {
            b.listening(true);
            assertThatThrownBy(() -> send(pair.a(), plain, B, 100, true)).isInstanceOf(IOException.class);
            send(pair.a(), marked, B, 101, true);
            assertThat(heard()).isEqualTo(101);
        }
    }

    @Test
    void checksumsAreThereAndRight() throws Exception {
        try (ProbeSocket a = listeningA();
                java.nio.channels.DatagramChannel other = pair.b().inside(() -> java.nio.channels.DatagramChannel
                        .open(java.net.StandardProtocolFamily.INET).bind(new InetSocketAddress("10.2.0.2", 4000)))) {
            other.socket().setSoTimeout(5000);
            for (int length : List.of(6, 7, 100, 101)) {
                send(pair.a(), a, TransportAddress.parse("10.2.0.2:4000"), length, true);
                java.nio.ByteBuffer in = java.nio.ByteBuffer.allocate(200);
                assertThat(other.receive(in)).isEqualTo(new InetSocketAddress("10.1.0.2", WireGuardPair.PORT));
                assertThat(in.position()).isEqualTo(length);
            }
            assertThat(pair.b().run("grep", "^Udp:", "/proc/net/snmp").lines().toList().getLast().split(" ")[7])
                    .isEqualTo("0");
        }
    }
}
