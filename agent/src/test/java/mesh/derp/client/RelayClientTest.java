// SPDX-License-Identifier: Apache-2.0
package mesh.derp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import mesh.derp.Frame;
import mesh.derp.RelayPrivateKey;
import mesh.derp.RelayPublicKey;
import mesh.key.SecureKeySource;
import mesh.name.NodeName;
import mesh.peer.Await;

import org.junit.jupiter.api.Test;

/** Clients over real sockets with relays that do as the test wants. */
class RelayClientTest {
    private static final NodeName A = new NodeName("a");
    private static final NodeName B = new NodeName("b");
    private static final LatencySource A_IS_NEAR = relays -> Map.of(A, Duration.ofMillis(5), B, Duration.ofMillis(50));

    private final RelayPrivateKey alice = RelayPrivateKey.generate(new SecureKeySource());
    private final RelayPrivateKey bob = RelayPrivateKey.generate(new SecureKeySource());
    private final ClientLog aliceLog = new ClientLog();
    private final ClientLog bobLog = new ClientLog();

    private static RelayClient start(RelayPrivateKey key, ClientLog log, LatencySource latencies, Relay... relays) {
        return RelayClient.start(List.of(relays), key, HttpProxies.none(), latencies, log);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void packetsGoThroughTheRelayThatBothKnow() throws Exception {
        try (TestRelay a = TestRelay.start();
                RelayClient from = start(alice, aliceLog, A_IS_NEAR, a.relay("a"));
                RelayClient to = start(bob, bobLog, A_IS_NEAR, a.relay("a"))) {
            Await.until("both up", 5, () -> a.clients() == 2 && ClientLog.isUp(from, 0) && ClientLog.isUp(to, 0));

            assertThat(from.send(bob.publicKey(), utf8("hello"))).isTrue();

            Await.until("the packet", 5, () -> bobLog.packets.equals(List.of("a hello")));
        }
    }

    @Test
    void theNearestRelayIsHomeAndTheNextStaysWarm() throws Exception {
        try (TestRelay a = TestRelay.start();
                TestRelay b = TestRelay.start();
                TestRelay c = TestRelay.start();
                RelayClient client = start(alice, aliceLog, A_IS_NEAR, c.relay("c"), b.relay("b"), a.relay("a"))) {
            Await.until("home", 5, () -> client.home().equals(Optional.of(A)));
            Await.until("two of three", 5,
                    () -> a.clients() == 1 && b.clients() == 1 && c.clients() == 0);
            Await.until("the relay knows that it is home", 5,
                    () -> a.received.contains(new Frame.NotePreferred(true)));
            assertThat(b.received).doesNotContain(new Frame.NotePreferred(true));
        }
    }

    @Test
    void whatIsConnectedIsHomeUntilLatenciesAreKnown() throws Exception {
        CompletableFuture<Map<NodeName, Duration>> measured = new CompletableFuture<>();
        try (TestRelay a = TestRelay.start();
                TestRelay b = TestRelay.start();
                RelayClient client = start(alice, aliceLog, _ -> measured.join(), b.relay("b"), a.relay("a"))) {
            Await.until("a home for the time being", 5, () -> client.home().isPresent());
            measured.complete(Map.of(A, Duration.ofMillis(10), B, Duration.ofMillis(11)));
            Await.until("the nearest, be it by a millisecond", 5, () -> client.home().equals(Optional.of(A)));
        }
    }

    @Test
    void theWarmRelayIsHomeAtOnceWhenHomeDies() throws Exception {
        try (TestRelay a = TestRelay.start();
                TestRelay b = TestRelay.start();
                RelayClient from = start(alice, aliceLog, A_IS_NEAR, a.relay("a"), b.relay("b"));
                RelayClient to = start(bob, bobLog, A_IS_NEAR, a.relay("a"), b.relay("b"))) {
            Await.until("all up", 5, () -> a.clients() == 2 && b.clients() == 2
                    && from.home().equals(Optional.of(A)) && to.home().equals(Optional.of(A)));

            long start = System.nanoTime();
            a.kill();
            Await.until("home is b", 3, () -> from.home().equals(Optional.of(B))
                    && to.home().equals(Optional.of(B)));
            from.send(bob.publicKey(), utf8("over b"));
            Await.until("the packet", 3, () -> bobLog.packets.contains("b over b"));

            System.out.printf("home moved and a packet passed %d ms after the relay died%n",
                    (System.nanoTime() - start) / 1_000_000);
        }
    }

    @Test
    void connectsAgainWhenTheRelayIsBack() throws Exception {
        TestRelay a = TestRelay.start();
        Relay relay = a.relay("a");
        try (RelayClient client = start(alice, aliceLog, A_IS_NEAR, relay)) {
            Await.until("up", 5, () -> ClientLog.isUp(client, 0));
            a.kill();
            Await.until("down", 5, () -> !ClientLog.isUp(client, 0));
            Await.until("a try that failed", 5,
                    () -> client.relays().getFirst().state() instanceof LinkState.Waiting(String why, Duration _)
                            && why.contains("refused"));
            try (TestRelay again = TestRelay.at(a.port())) {
                Await.until("up again", 5, () -> ClientLog.isUp(client, 0) && again.clients() == 1);
                Await.until("the ping that wins a doubled key back", 5,
                        () -> again.received.stream().anyMatch(Frame.Ping.class::isInstance));
            }
        }
    }

    @Test
    void aRelayThatAnswersNoPingIsGivenUpWithinFiveSeconds() throws Exception {
        try (TestRelay a = TestRelay.start()) {
            a.fault = TestRelay.Fault.ANSWERS_NO_PING;
            try (RelayClient client = start(alice, aliceLog, A_IS_NEAR, a.relay("a"))) {
                Await.until("up", 5, () -> ClientLog.isUp(client, 0));
                Await.until("given up", 6, () -> aliceLog.failures.contains("a the relay does not answer pings"));
            }
        }
    }

    @Test
    void goesToThePeersHomeOnDemand() throws Exception {
        LatencySource bIsNear = relays -> Map.of(B, Duration.ofMillis(5));
        try (TestRelay a = TestRelay.start();
                TestRelay b = TestRelay.start();
                TestRelay c = TestRelay.start();
                RelayClient from = start(alice, aliceLog, A_IS_NEAR, a.relay("a"), c.relay("c"), b.relay("b"));
                RelayClient to = start(bob, bobLog, bIsNear, b.relay("b"))) {
            NodeName far = new NodeName("c");
            Await.until("settled", 5, () -> c.clients() == 0 && a.clients() == 1 && ClientLog.isUp(to, 0));
            from.peerHome(bob.publicKey(), far);
            from.send(bob.publicKey(), utf8("bob is not there"));
            Await.until("connected to what the peer named", 5, () -> c.clients() == 1);

            from.peerHome(bob.publicKey(), B);
            from.send(bob.publicKey(), utf8("hello"));
            Await.until("the packet", 5, () -> bobLog.packets.contains("b hello"));
            from.sendThrough(B, bob.publicKey(), utf8("once more"));
            Await.until("the packet", 5, () -> bobLog.packets.contains("b once more"));
        }
    }

    @Test
    void toleratesWhatItNeedNotKnow() throws Exception {
        RelayPublicKey stranger = RelayPrivateKey.generate(new SecureKeySource()).publicKey();
        try (TestRelay a = TestRelay.start();
                RelayClient client = start(alice, aliceLog, A_IS_NEAR, a.relay("a"))) {
            Await.until("up", 5, () -> a.clients() == 1);
            a.toAll(new Frame.KeepAlive());
            a.toAll(new Frame.PeerPresent(stranger, Optional.empty(), 0));
            a.toAll(new Frame.PeerGone(stranger, mesh.derp.GoneReason.NOT_HERE));
            a.toAll(new Frame.WatchConns());
            a.toAll(new Frame.Ping(7));
            a.toAll(new Frame.Health("another client uses your key"));

            Await.until("pong", 5, () -> a.received.contains(new Frame.Pong(7)));
            Await.until("health", 5, () -> client.relays().getFirst().health().contains("another client"));
            assertThat(aliceLog.gone).containsExactly("a NOT_HERE");
            assertThat(ClientLog.isUp(client, 0)).isTrue();
        }
    }

    @Test
    void aRelayThatRestartsTellsWhenToComeBack() throws Exception {
        TestRelay a = TestRelay.start();
        try (RelayClient client = start(alice, aliceLog, A_IS_NEAR, a.relay("a"))) {
            Await.until("up", 5, () -> a.clients() == 1);
            a.toAll(new Frame.Restarting(Duration.ofMillis(1500), Duration.ofMillis(10)));
            a.toAll(new Frame.Ping(8));
            Await.until("it has read both", 5, () -> a.received.contains(new Frame.Pong(8)));
            a.kill();
            Await.until("waits", 5, () -> client.relays().getFirst().state() instanceof LinkState.Waiting);

            LinkState.Waiting waiting = (LinkState.Waiting) client.relays().getFirst().state();
            assertThat(waiting.pause()).isBetween(Duration.ofMillis(1500), Duration.ofMillis(1510));
        }
    }

    @Test
    void aListenerThatThrowsCostsTheConnectionAndNoMore() throws Exception {
        RelayListener thrower = (relay, source, packet) -> {
            throw new IllegalStateException("the listener of this test throws");
        };
        try (TestRelay a = TestRelay.start();
                RelayClient client = RelayClient.start(List.of(a.relay("a")), alice, HttpProxies.none(), A_IS_NEAR,
                        thrower)) {
            Await.until("up", 5, () -> a.clients() == 1);
            long pings = a.received.stream().filter(Frame.Ping.class::isInstance).count();
            client.send(alice.publicKey(), utf8("to myself"));
            Await.until("a new connection", 5,
                    () -> a.received.stream().filter(Frame.Ping.class::isInstance).count() > pings
                            && ClientLog.isUp(client, 0));
        }
    }

    @Test
    void nothingIsConnectedAfterTheClose() throws Exception {
        try (TestRelay a = TestRelay.start(); TestRelay b = TestRelay.start()) {
            for (int i = 0; i < 20; i++) {
                try (RelayClient client = start(alice, aliceLog, A_IS_NEAR, a.relay("a"), b.relay("b"))) {
                    // Closed at any moment of its beginning.
                    Thread.sleep(3L * i);
                    assertThat(client.relays()).hasSize(2);
                }
            }
            Await.until("none", 12, () -> a.clients() == 0 && b.clients() == 0);
            // That nobody comes any more takes time to see.
            Thread.sleep(500);
            assertThat(a.clients() + b.clients()).isZero();
        }
    }

    @Test
    void anotherRelayOnTheSameAddressIsRefused() throws Exception {
        try (TestRelay a = TestRelay.start()) {
            Relay relay = a.relay("a");
            Relay other = new Relay(relay.name(), relay.host(), relay.port(), relay.security(), Optional.empty(),
                    Optional.of(bob.publicKey()));
            try (RelayClient client = start(alice, aliceLog, A_IS_NEAR, other)) {
                Await.until("refused", 5, () -> aliceLog.failures.stream().anyMatch(
                        why -> why.contains("another relay answers") && why.contains(a.key().hex())));
                assertThat(client.send(bob.publicKey(), utf8("x"))).isFalse();
                assertThat(client.undeliverable()).isEqualTo(1);
            }
        }
    }
}
