// SPDX-License-Identifier: Apache-2.0
package mesh.derp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import mesh.derp.RelayPrivateKey;
import mesh.key.SecureKeySource;
import mesh.name.NodeName;
import mesh.net.NetworkHost;
import mesh.net.Port;
import mesh.net.TransportAddress;
import mesh.peer.Await;
import mesh.peer.PeerProcess;
import mesh.stun.StunClient;
import mesh.stun.StunOutcome;
import mesh.tls.CertificatePin;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our client with Tailscale's derper. Nothing else of the build needs that program, or Go. */
class DerperInteropTest {
    private static final NodeName NAME = new NodeName("derper");
    private static final LatencySource NEAR = relays -> Map.of(NAME, Duration.ofMillis(5));

    @TempDir
    private Path directory;
    private int port;
    private int stunPort;
    private final RelayPrivateKey alice = RelayPrivateKey.generate(new SecureKeySource());
    private final RelayPrivateKey bob = RelayPrivateKey.generate(new SecureKeySource());
    private final ClientLog aliceLog = new ClientLog();
    private final ClientLog bobLog = new ClientLog();

    @BeforeEach
    void choosePorts() throws IOException {
        port = PeerProcess.freePort();
        stunPort = PeerProcess.freePort();
    }

    private PeerProcess derper() throws Exception {
        String program = System.getProperty("mesh.derper", "");
        assumeTrue(!program.isEmpty(), "no derper: name the program with -Dmesh.derper=PATH");
        PeerProcess derper = PeerProcess.start(directory, program, "--hostname=127.0.0.1", "--certmode=manual",
                "--certdir=" + directory, "-a", "127.0.0.1:" + port, "--http-port=-1",
                "--stun-port=" + stunPort, "-c", directory.resolve("derper.json").toString());
        derper.line("STUN server listening");
        derper.line("\"CertName\"");
        return derper;
    }

    private Relay relay(CertificatePin pin) {
        return new Relay(NAME, NetworkHost.parse("127.0.0.1"), new Port(port), new RelaySecurity.Pinned(pin),
                Optional.of(new Port(stunPort)), Optional.empty());
    }

    private static CertificatePin pin(PeerProcess derper) throws InterruptedException {
        String line = derper.line("\"CertName\"");
        int at = line.indexOf("sha256-raw:");
        return CertificatePin.parse(line.substring(at, at + "sha256-raw:".length() + 64));
    }

    private static RelayClient start(RelayPrivateKey key, ClientLog log, Relay relay) {
        return RelayClient.start(List.of(relay), key, HttpProxies.none(), NEAR, log);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void packetsGoBothWaysAfterAFastStart() throws Exception {
        try (PeerProcess derper = derper();
                RelayClient a = start(alice, aliceLog, relay(pin(derper)));
                RelayClient b = start(bob, bobLog, relay(pin(derper)))) {
            Await.until("both up", 10, () -> ClientLog.isUp(a, 0) && ClientLog.isUp(b, 0));
            assertThat(a.relays().getFirst().state()).isEqualTo(new LinkState.Up(Upgrade.FAST_START));

            a.send(bob.publicKey(), utf8("there"));
            Await.until("there", 5, () -> bobLog.packets.equals(List.of("derper there")));
            b.send(alice.publicKey(), new byte[1 << 16]);
            Await.until("and back, as large as can be", 5, () -> aliceLog.packets.size() == 1);
            Await.until("a pong", 5, () -> a.relays().getFirst().roundTrip().isPresent());
        }
    }

    @Test
    void everyUpgradeWorks() throws Exception {
        RelayDialer dialer = new RelayDialer(alice, HttpProxies.none(), new SecureRandom());
        try (PeerProcess derper = derper()) {
            Relay relay = relay(pin(derper));
            for (int i = 0; i < 3; i++) {
                try (RelayConnection connection = dialer.dial(relay, i == 0, i == 2)) {
                    assertThat(connection.upgrade()).isEqualTo(Upgrade.values()[i]);
                    assertThat(connection.info().version()).isEqualTo(2);
                    connection.stream().write(new mesh.derp.Frame.Ping(42).encode());
                    connection.stream().flush();
                    do {
                        connection.stream().next();
                    } while (!connection.stream().frame().equals(new mesh.derp.Frame.Pong(42)));
                }
            }
        }
    }

    @Test
    void anotherCertificateIsRefused() throws Exception {
        CertificatePin wrong = CertificatePin.parse("sha256-raw:" + "00".repeat(32));
        try (PeerProcess derper = derper(); RelayClient a = start(alice, aliceLog, relay(wrong))) {
            String right = pin(derper).toString();
            Await.until("refused", 10, () -> aliceLog.failures.stream().anyMatch(why -> why.contains(right)));
            assertThat(ClientLog.isUp(a, 0)).isFalse();
        }
    }

    @Test
    void aCertificateThatNobodyVouchesForIsRefusedWithoutItsPin() throws Exception {
        try (PeerProcess derper = derper();
                RelayClient a = start(alice, aliceLog, new Relay(NAME, NetworkHost.parse("127.0.0.1"), new Port(port),
                        new RelaySecurity.SystemTrust(), Optional.empty(), Optional.empty()))) {
            derper.line("\"CertName\"");
            Await.until("refused", 10, () -> aliceLog.failures.stream().anyMatch(why -> why.contains("PKIX")));
            assertThat(ClientLog.isUp(a, 0)).isFalse();
        }
    }

    @Test
    void tellsWhoIsNotThere() throws Exception {
        byte[] disco = new byte[62];
        System.arraycopy(new byte[]{0x54, 0x53, (byte) 0xf0, (byte) 0x9f, (byte) 0x92, (byte) 0xac}, 0, disco, 0, 6);
        try (PeerProcess derper = derper(); RelayClient a = start(alice, aliceLog, relay(pin(derper)))) {
            Await.until("up", 10, () -> ClientLog.isUp(a, 0));
            a.send(bob.publicKey(), disco);
            Await.until("gone", 5, () -> aliceLog.gone.equals(List.of("derper NOT_HERE")));
        }
    }

    @Test
    void comesBackAfterTheRelayWasKilled() throws Exception {
        try (PeerProcess first = derper(); RelayClient a = start(alice, aliceLog, relay(pin(first)))) {
            Await.until("up", 10, () -> ClientLog.isUp(a, 0));
            first.kill();
            Await.until("down", 5, () -> !ClientLog.isUp(a, 0));
            try (PeerProcess second = derper()) {
                second.line("serving");
                long start = System.nanoTime();
                Await.until("up again", 5, () -> ClientLog.isUp(a, 0));
                System.out.printf("connected %d ms after derper was back%n",
                        (System.nanoTime() - start) / 1_000_000);
            }
        }
    }

    @Test
    void theNewerOfTwoWithOneKeyIsServed() throws Exception {
        ClientLog newer = new ClientLog();
        try (PeerProcess derper = derper();
                RelayClient a = start(alice, aliceLog, relay(pin(derper)));
                RelayClient old = start(bob, bobLog, relay(pin(derper)))) {
            Await.until("up", 10, () -> ClientLog.isUp(a, 0) && ClientLog.isUp(old, 0));
            try (RelayClient second = start(bob, newer, relay(pin(derper)))) {
                Await.until("second up", 10, () -> second.relays().getFirst().roundTrip().isPresent());
                a.send(bob.publicKey(), utf8("for whom"));
                Await.until("the packet", 5, () -> newer.packets.size() == 1);
                assertThat(bobLog.packets).isEmpty();
            }
            Await.until("the old one is served again", 10, () -> {
                a.send(bob.publicKey(), utf8("again"));
                return !bobLog.packets.isEmpty();
            });
        }
    }

    @Test
    void asksItsStunServer() throws Exception {
        try (PeerProcess derper = derper(); StunClient client = StunClient.open()) {
            derper.line("STUN server listening");
            assertThat(client.ask(List.of(TransportAddress.parse("127.0.0.1:" + stunPort))).answers().getFirst()
                    .outcome()).isInstanceOf(StunOutcome.Mapped.class);
            assertThat(new StunLatency().measure(List.of(relay(pin(derper))))).containsOnlyKeys(NAME);
        }
    }

    @Test
    void goesThroughAnHttpProxy() throws Exception {
        try (PeerProcess derper = derper();
                ConnectProxy proxy = new ConnectProxy();
                RelayClient a = RelayClient.start(List.of(relay(pin(derper))), alice,
                        HttpProxies.parse("http://user:secret@127.0.0.1:" + proxy.port(), ""), NEAR, aliceLog)) {
            Await.until("up", 10, () -> ClientLog.isUp(a, 0));
            assertThat(proxy.passed.get()).isEqualTo(1);
        }
    }

    /** Joins two sockets for who says {@code CONNECT} and the password. */
    private static final class ConnectProxy implements AutoCloseable {
        private final ServerSocket server = new ServerSocket();
        final AtomicInteger passed = new AtomicInteger();

        ConnectProxy() throws IOException {
            server.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
            Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        Socket socket = server.accept();
                        Thread.ofVirtual().start(() -> serve(socket));
                    }
                } catch (IOException closed) {
                    return;
                }
            });
        }

        int port() {
            return server.getLocalPort();
        }

        private void serve(Socket socket) {
            try (socket) {
                StringBuilder head = new StringBuilder();
                while (head.indexOf("\r\n\r\n") < 0) {
                    head.append((char) socket.getInputStream().read());
                }
                if (!head.toString().matches("(?s)CONNECT 127.0.0.1:[0-9]+ HTTP/1.1\r\n.*Basic dXNlcjpzZWNyZXQ=.*")) {
                    socket.getOutputStream().write(HttpAnswer.request("HTTP/1.1 407 Who are you"));
                    return;
                }
                try (Socket onward = new Socket("127.0.0.1",
                        Integer.parseInt(head.substring(18, head.indexOf(" H"))))) {
                    socket.getOutputStream().write(HttpAnswer.request("HTTP/1.1 200 Go on"));
                    passed.incrementAndGet();
                    Thread.ofVirtual().start(() -> copy(onward, socket));
                    copy(socket, onward);
                }
            } catch (IOException ended) {
                return;
            }
        }

        private static void copy(Socket from, Socket to) {
            try {
                from.getInputStream().transferTo(to.getOutputStream());
                to.shutdownOutput();
            } catch (IOException ended) {
                return;
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
