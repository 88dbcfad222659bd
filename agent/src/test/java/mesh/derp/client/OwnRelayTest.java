// SPDX-License-Identifier: Apache-2.0
package mesh.derp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import mesh.derp.Frame;
import mesh.derp.RelayPrivateKey;
import mesh.key.SecureKeySource;
import mesh.name.NodeName;
import mesh.peer.Await;

import org.junit.jupiter.api.Test;

/** This project's client with this project's relay, over TLS. */
class OwnRelayTest {
    private static final LatencySource SAME = relays -> Map.of(new NodeName("a"), Duration.ofMillis(5));

    private final RelayPrivateKey alice = newKey();
    private final RelayPrivateKey bob = newKey();
    private final ClientLog aliceLog = new ClientLog();
    private final ClientLog bobLog = new ClientLog();

    private static RelayPrivateKey newKey() {
        return RelayPrivateKey.generate(new SecureKeySource());
    }

    private static RelayClient start(RelayPrivateKey key, ClientLog log, Relay... relays) {
        return RelayClient.start(List.of(relays), key, HttpProxies.none(), SAME, log);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void packetsGoBothWaysAfterAFastStart() throws Exception {
        try (OwnRelay relay = OwnRelay.start(alice, bob);
                RelayClient a = start(alice, aliceLog, relay.relay("a"));
                RelayClient b = start(bob, bobLog, relay.relay("a"))) {
            Await.until("up", 10, () -> ClientLog.isUp(a, 0) && ClientLog.isUp(b, 0));
            assertThat(a.relays().getFirst().state()).isEqualTo(new LinkState.Up(Upgrade.FAST_START));

            a.send(bob.publicKey(), utf8("there"));
            Await.until("there", 5, () -> bobLog.packets.equals(List.of("a there")));
            b.send(alice.publicKey(), new byte[1 << 16]);
            Await.until("and back, as large as can be", 5, () -> aliceLog.packets.size() == 1);
        }
    }

    @Test
    void whatIsSentAtOnceComesInOrder() throws Exception {
        try (OwnRelay relay = OwnRelay.start(alice, bob);
                RelayClient a = start(alice, aliceLog, relay.relay("a"));
                RelayClient b = start(bob, bobLog, relay.relay("a"))) {
            Await.until("up", 10, () -> ClientLog.isUp(a, 0) && ClientLog.isUp(b, 0));
            List<String> sent = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String packet = i + "-".repeat(i % 7 == 0 ? 4000 : i);
                sent.add("a " + packet);
                assertThat(a.send(bob.publicKey(), utf8(packet))).isTrue();
            }
            Await.until("all of it", 10, () -> bobLog.packets.size() == sent.size());
            assertThat(bobLog.packets).isEqualTo(sent);
        }
    }

    @Test
    void everyUpgradeWorks() throws Exception {
        RelayDialer dialer = new RelayDialer(alice, HttpProxies.none(), new SecureRandom());
        try (OwnRelay relay = OwnRelay.start(alice)) {
            for (int i = 0; i < 3; i++) {
                try (RelayConnection connection = dialer.dial(relay.relay("a"), i == 0, i == 2)) {
                    assertThat(connection.upgrade()).isEqualTo(Upgrade.values()[i]);
                    connection.stream().write(new Frame.Ping(42).encode());
                    connection.stream().flush();
                    do {
                        connection.stream().next();
                    } while (!connection.stream().frame().equals(new Frame.Pong(42)));
                }
            }
        }
    }

    @Test
    void whoIsNotListedIsToldThatTheRelayMayNotKnowIt() throws Exception {
        try (OwnRelay relay = OwnRelay.start(bob); RelayClient a = start(alice, aliceLog, relay.relay("a"))) {
            Await.until("refused", 10,
                    () -> aliceLog.failures.stream().anyMatch(why -> why.contains("may not know our key")));
            assertThat(ClientLog.isUp(a, 0)).isFalse();
        }
    }

    @Test
    void thirtyClientsAreBackWithinFiveSecondsOfARestart() throws Exception {
        List<RelayPrivateKey> keys = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            keys.add(newKey());
        }
        List<RelayClient> clients = new ArrayList<>();
        try (OwnRelay relay = OwnRelay.start(keys.toArray(RelayPrivateKey[]::new))) {
            for (RelayPrivateKey key : keys) {
                clients.add(start(key, aliceLog, relay.relay("a")));
            }
            Await.until("all up", 30, () -> clients.stream().allMatch(client -> ClientLog.isUp(client, 0)));
            relay.kill();
            Await.until("all down", 10, () -> clients.stream().noneMatch(client -> ClientLog.isUp(client, 0)));
            long start = System.nanoTime();
            relay.runAgain();
            Await.until("all back", 5, () -> clients.stream().allMatch(client -> ClientLog.isUp(client, 0)));
            System.out.printf("30 clients back %d ms after the relay%n", (System.nanoTime() - start) / 1_000_000);
        } finally {
            clients.forEach(RelayClient::close);
        }
    }

    /** Two relays that do not know each other: the sender goes to where the other is at home. */
    @Test
    void aPeerIsReachedAtItsOwnRelay() throws Exception {
        try (OwnRelay near = OwnRelay.start(alice);
                OwnRelay far = OwnRelay.start(alice, bob);
                RelayClient a = start(alice, aliceLog, near.relay("a"), far.relay("b"));
                RelayClient b = start(bob, bobLog, far.relay("b"))) {
            Await.until("up", 10, () -> ClientLog.isUp(a, 0) && ClientLog.isUp(b, 0));
            a.peerHome(bob.publicKey(), new NodeName("b"));
            Await.until("the packet", 10, () -> {
                a.send(bob.publicKey(), utf8("hello"));
                return bobLog.packets.contains("b hello");
            });
        }
    }
}
