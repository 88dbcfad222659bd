// SPDX-License-Identifier: Apache-2.0
package mesh.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

import mesh.derp.ClientInfoJson;
import mesh.derp.Frame;
import mesh.derp.Octets;
import mesh.derp.RelayPrivateKey;
import mesh.derp.RelayPublicKey;
import mesh.peer.Await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever strangers and clients do, they are refused, counted, and nobody else notices. */
class HostileClientsTest {
    private final RelayScene scene = new RelayScene();
    private final RelayPrivateKey alice = scene.admit("alice");
    private final RelayPrivateKey bob = scene.admit("bob");

    @BeforeEach
    void start() throws IOException {
        scene.start();
    }

    @AfterEach
    void othersAreServedAndNothingIsLeft() throws IOException {
        DerpPeer peer = scene.login(bob);
        peer.send(new Frame.Ping(9));
        assertThat(peer.receive()).isEqualTo(new Frame.Pong(9));
        scene.close();
    }

    private DerpPeer upgraded() throws IOException {
        DerpPeer peer = scene.open();
        peer.upgrade();
        return peer;
    }

    @Test
    void aKeyThatIsNotListed() throws IOException {
        DerpPeer peer = upgraded();
        peer.greet(ClientInfoJson.ofClient());
        assertThat(peer.isClosedByRelay()).isTrue();
        assertThat(scene.count(Counter.LOGINS_REFUSED)).isEqualTo(1);
        assertThat(scene.log()).contains("refused key=" + peer.key.publicKey(), "not listed");
    }

    @Test
    void aListedKeyWhoseSecretIsNotHeld() throws IOException {
        DerpPeer thief = upgraded();
        RelayPublicKey relay = thief.expect(Frame.ServerKey.class).key();
        byte[] own = DerpPeer.greeting(thief.key, relay, ClientInfoJson.ofClient());
        ByteBuffer.wrap(own).put(Frame.HEADER_BYTES, alice.publicKey().bytes());
        thief.out.write(own);
        thief.out.flush();
        assertThat(thief.isClosedByRelay()).isTrue();
        assertThat(scene.count(Counter.LOGINS_REFUSED)).isEqualTo(1);
    }

    @Test
    void aGreetingThatWasShownBefore() throws IOException {
        DerpPeer first = upgraded();
        RelayPublicKey relay = first.expect(Frame.ServerKey.class).key();
        byte[] greeting = DerpPeer.greeting(alice, relay, ClientInfoJson.ofClient());
        first.out.write(greeting);
        first.out.flush();
        first.expect(Frame.ServerInfo.class);
        DerpPeer thief = upgraded();
        thief.expect(Frame.ServerKey.class);
        thief.out.write(greeting);
        thief.out.flush();
        assertThat(thief.isClosedByRelay()).isTrue();
        assertThat(scene.count(Counter.LOGINS_REFUSED)).isEqualTo(1);
        assertThat(scene.log()).contains("shown before");
    }

    @Test
    void aGreetingForAnotherRelay() throws IOException {
        DerpPeer peer = upgraded();
        peer.expect(Frame.ServerKey.class);
        peer.out.write(DerpPeer.greeting(alice, DerpPeer.newKey().publicKey(), ClientInfoJson.ofClient()));
        peer.out.flush();
        assertThat(peer.isClosedByRelay()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"WATCH", "FORWARD", "CLOSE", "SERVER_KEY", "GREETING_AGAIN", "TOO_LONG", "BAD_NOTE"})
    void aClientThatDoesWhatOnlyRelaysMayOrNobody(String what) throws IOException {
        DerpPeer peer = scene.login(alice);
        RelayPublicKey key = alice.publicKey();
        byte[] frame = switch (what) {
            case "WATCH" -> new Frame.WatchConns().encode();
            case "FORWARD" -> new Frame.ForwardPacket(key, key, Octets.of(new byte[3])).encode();
            case "CLOSE" -> new Frame.ClosePeer(key).encode();
            case "SERVER_KEY" -> new Frame.ServerKey(key).encode();
            case "GREETING_AGAIN" -> DerpPeer.greeting(alice, scene.identity.publicKey(), ClientInfoJson.ofClient());
            case "TOO_LONG" -> new byte[]{4, 0, 1, 0, 33};
            default -> new byte[]{7, 0, 0, 0, 1, 9};
        };
        peer.out.write(frame);
        peer.out.flush();
        assertThat(peer.isClosedByRelay()).isTrue();
        assertThat(scene.count(Counter.MALFORMED_CONNECTIONS)).isEqualTo(1);
    }

    @Test
    void theMeshKeyOfAnotherMesh() throws IOException {
        DerpPeer peer = upgraded();
        peer.greet(ClientInfoJson.ofMeshPeer(mesh.derp.MeshKey.parse("ab".repeat(32))));
        assertThat(peer.isClosedByRelay()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /derp HTTP/1.0\r\n\r\n", "GET  /derp HTTP/1.1\r\n\r\n", "GET derp HTTP/1.1\r\n\r\n",
            "GET /derp HTTP/1.1\r\nUpgrade : DERP\r\n\r\n", "GET /derp HTTP/1.1\r\n Upgrade: DERP\r\n\r\n",
            "POST /derp HTTP/1.1\r\nContent-Length: 4\r\n\r\nabcd",
            "GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n",
            "\u0016\u0003\u0001 not TLS in TLS\r\n\r\n"})
    void requestsThatAreNone(String request) throws IOException {
        DerpPeer peer = scene.open();
        peer.write(request);
        assertThat(peer.head()).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void aHeadThatDoesNotEnd() throws IOException {
        DerpPeer peer = scene.open();
        peer.write("GET /derp HTTP/1.1\r\nX: " + "x".repeat(9000));
        assertThat(peer.head()).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void aGreetingThatIsTooLong() throws IOException {
        DerpPeer peer = upgraded();
        peer.expect(Frame.ServerKey.class);
        peer.out.write(ByteBuffer.allocate(40_000).put((byte) 2).putInt(200_000).array());
        peer.out.flush();
        assertThat(peer.isClosedByRelay()).isTrue();
    }

    @Test
    void garbageInsteadOfTls() throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < 20; i++) {
            try (DerpPeer peer = DerpPeer.open(scene.address(), false, alice)) {
                byte[] garbage = new byte[500];
                random.nextBytes(garbage);
                peer.out.write(garbage);
                peer.out.flush();
                assertThat(peer.isClosedByRelay() || peer.in.readAllBytes().length < 100).isTrue();
            }
        }
        Await.until("all are gone", 5, () -> scene.relay().connections() == 0);
        assertThat(scene.count(Counter.MALFORMED_CONNECTIONS)).isEqualTo(20);
    }

    @Test
    void aFloodOfPings() throws IOException {
        DerpPeer peer = scene.login(alice);
        byte[] pings = new byte[13 * 5000];
        for (int i = 0; i < pings.length; i += 13) {
            System.arraycopy(new Frame.Ping(i).encode(), 0, pings, i, 13);
        }
        peer.out.write(pings);
        peer.out.flush();
        assertThat(peer.receive()).isEqualTo(new Frame.Pong(0));
        Await.until("all are read", 5, () -> scene.count(Counter.GOT_PING) == 5000);
        assertThat(scene.count(Counter.SENT_PONG)).isLessThan(100);
    }

    @Test
    void moreConnectionsThanThereIsRoomFor() throws IOException {
        scene.with(new Limits(3, 0, 1 << 20, 0)).reload();
        for (int i = 0; i < 3; i++) {
            scene.open();
        }
        assertThatThrownBy(() -> scene.open()).isInstanceOf(IOException.class);
        assertThat(scene.count(Counter.TLS_LISTENER_REJECTED)).isEqualTo(1);
        scene.with(new Limits(100, 0, 1 << 20, 0)).reload();
    }

    @Test
    void anAddressThatConnectsTooOften() throws IOException {
        scene.with(new Limits(100, 0, 1 << 20, 5)).reload();
        int refused = 0;
        for (int i = 0; i < 8; i++) {
            try {
                scene.open();
            } catch (IOException rejected) {
                refused++;
            }
        }
        assertThat(refused).isBetween(2, 3);
        scene.with(new Limits(100, 0, 1 << 20, 0)).reload();
    }

    @Test
    void namesCannotForgeLinesOfTheLog() {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        EventLog log = new EventLog(new java.io.PrintStream(out, true, StandardCharsets.UTF_8), false,
                java.time.Clock.systemUTC());
        log.event("x", "why", "a\nlogin name=\"b\u001b\u202e");
        assertThat(out.toString(StandardCharsets.UTF_8).strip().lines()).hasSize(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("\"a\\u000alogin name=\\\"b\\u001b\\u202e\"");
    }

    /** A reader that stops costs its own packets only; {@code -Dstopped.seconds=60} lets it last. */
    @Test
    void aReaderThatStopsDelaysNobody() throws Exception {
        int seconds = Integer.getInteger("stopped.seconds", 2);
        RelayPrivateKey carol = scene.admit("carol");
        RelayPrivateKey dave = scene.admit("dave");
        scene.reload();
        DerpPeer sender = scene.login(alice);
        scene.login(carol);
        DerpPeer other = scene.login(dave);
        DerpPeer reader = scene.login(bob);
        byte[] packet = new byte[1400];
        Thread flood = Thread.ofVirtual().start(() -> {
            try {
                for (int i = 0; true; i++) {
                    sender.send(carol.publicKey(), packet);
                    Thread.sleep(i % 20 == 0 ? 1 : 0);
                }
            } catch (IOException | InterruptedException ended) {
                return;
            }
        });
        long worst = 0;
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        int rounds = 0;
        while (System.nanoTime() < end) {
            long start = System.nanoTime();
            other.send(bob.publicKey(), packet);
            reader.expect(Frame.RecvPacket.class);
            worst = Math.max(worst, System.nanoTime() - start);
            rounds++;
            Thread.sleep(2);
        }
        Await.until("the stopped reader lost packets or its connection", 5,
                () -> scene.relay().metrics().get(Drop.QUEUE_HEAD) > 0
                        || scene.count(Counter.SCLIENT_WRITE_TIMEOUTS) > 0);
        sender.close();
        flood.join();
        System.out.printf("stopped reader: %d s, %d round trips of others, worst %.1f ms, %d packets dropped%n",
                seconds,
                rounds, worst / 1e6, scene.relay().metrics().get(Drop.QUEUE_HEAD));
        assertThat(worst).isLessThan(1_000_000_000L);
        assertThat(rounds).isGreaterThan(seconds * 5);
    }

    @Test
    void aClientThatSendsFasterThanItMay() throws IOException {
        scene.with(new Limits(100, 200_000, Limits.MIN_BURST, 0)).reload();
        DerpPeer sender = scene.login(alice);
        DerpPeer reader = scene.login(bob);
        byte[] packet = new byte[1000];
        Arrays.fill(packet, (byte) 4);
        long start = System.nanoTime();
        Thread.ofVirtual().start(() -> {
            try {
                for (int i = 0; i < 400; i++) {
                    sender.send(bob.publicKey(), packet);
                }
            } catch (IOException ended) {
                return;
            }
        });
        for (int i = 0; i < 400; i++) {
            reader.expect(Frame.RecvPacket.class);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        assertThat(seconds).isBetween(1.2, 8.0);
        assertThat(scene.count(Counter.RATE_LIMIT_PAUSES)).isPositive();
        sender.close();
        reader.close();
    }
}
