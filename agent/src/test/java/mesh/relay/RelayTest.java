// SPDX-License-Identifier: Apache-2.0
package mesh.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import javax.net.ssl.SSLSocket;

import mesh.derp.ClientInfoJson;
import mesh.derp.Frame;
import mesh.derp.GoneReason;
import mesh.derp.Octets;
import mesh.derp.RelayPrivateKey;
import mesh.peer.Await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a relay does for clients that behave. */
class RelayTest {
    private final RelayScene scene = new RelayScene();
    private final RelayPrivateKey alice = scene.admit("alice");
    private final RelayPrivateKey bob = scene.admit("bob");

    @AfterEach
    void stop() throws IOException {
        scene.close();
    }

    private static byte[] packet(int size, int fill) {
        byte[] packet = new byte[size];
        Arrays.fill(packet, (byte) fill);
        return packet;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void carriesPacketsOfAllSizesInOrder(boolean tls) throws IOException {
        (tls ? scene : scene.plain()).start();
        DerpPeer from = scene.login(alice);
        DerpPeer to = scene.login(bob);
        int[] sizes = {0, 1, 32, 148, 1400, 1452, 9000, 16_383, 16_384, 65_535, 65_536};
        for (int size : sizes) {
            from.send(bob.publicKey(), packet(size, size));
            assertThat(to.receive())
                    .isEqualTo(new Frame.RecvPacket(alice.publicKey(), Octets.of(packet(size, size))));
        }
    }

    @Test
    void carriesBurstsOfManyFramesInOneWrite() throws IOException {
        scene.start();
        DerpPeer from = scene.login(alice);
        DerpPeer to = scene.login(bob);
        for (int i = 0; i < 2000; i++) {
            from.out.write(new Frame.SendPacket(bob.publicKey(), Octets.of(packet(200, i))).encode());
        }
        from.out.flush();
        for (int i = 0; i < 2000; i++) {
            assertThat(to.expect(Frame.RecvPacket.class).packet()).isEqualTo(Octets.of(packet(200, i)));
        }
        assertThat(scene.relay().metrics().get(Drop.QUEUE_HEAD)).isZero();
    }

    @Test
    void packetsForSeveralInTurnComeToEachAndAllHearOfTheEnd() throws IOException {
        RelayPrivateKey carol = scene.admit("carol");
        scene.start();
        DerpPeer from = scene.login(alice);
        List<DerpPeer> others = List.of(scene.login(bob), scene.login(carol));
        for (int i = 0; i < 6; i++) {
            DerpPeer to = others.get(i / 2 % 2);
            from.send(to.key.publicKey(), packet(100, i));
            from.send(alice.publicKey(), packet(100, -i));
            assertThat(to.expect(Frame.RecvPacket.class).packet()).isEqualTo(Octets.of(packet(100, i)));
            assertThat(from.expect(Frame.RecvPacket.class).packet()).isEqualTo(Octets.of(packet(100, -i)));
        }
        from.close();
        for (DerpPeer to : others) {
            assertThat(to.receive()).isEqualTo(new Frame.PeerGone(alice.publicKey(), GoneReason.DISCONNECTED));
        }
    }

    @Test
    void answersPingsAndCountsHomes() throws IOException {
        scene.start();
        DerpPeer peer = scene.login(alice);
        peer.send(new Frame.NotePreferred(true));
        peer.send(new Frame.Ping(42));
        assertThat(peer.receive()).isEqualTo(new Frame.Pong(42));
        assertThat(scene.count(Counter.GAUGE_CURRENT_HOME_CONNECTIONS)).isEqualTo(1);
        peer.close();
        Await.until("home is left", 5, () -> scene.count(Counter.GAUGE_CURRENT_HOME_CONNECTIONS) == 0);
    }

    @Test
    void fastStartHasNoHttpAnswerAndTheGreetingMayFollowTheRequest() throws IOException {
        scene.start();
        DerpPeer peer = scene.keep(DerpPeer.open(scene.address(), true, alice));
        byte[] request = "GET /derp HTTP/1.1\r\nHost: x\r\nUpgrade: DERP\r\nConnection: Upgrade\r\nDerp-Fast-Start: 1\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII);
        peer.out.write(request);
        peer.out.write(DerpPeer.greeting(alice, scene.identity.publicKey(), ClientInfoJson.ofClient()));
        peer.out.flush();
        assertThat(peer.receive()).isEqualTo(new Frame.ServerKey(scene.identity.publicKey()));
        peer.expect(Frame.ServerInfo.class);
    }

    @Test
    void metaCertificateAtTheEndOfTheChainSaysTheKey() throws Exception {
        scene.start();
        DerpPeer peer = scene.open();
        java.security.cert.Certificate[] chain = ((SSLSocket) peer.socket).getSession().getPeerCertificates();
        X509Certificate meta = (X509Certificate) chain[chain.length - 1];
        assertThat(chain).hasSize(2);
        assertThat(meta.getSubjectX500Principal().getName()).isEqualTo("CN=derpkey" + scene.identity.publicKey().hex());
        assertThat(meta.getSerialNumber().intValueExact()).isEqualTo(2);
        meta.checkValidity();
        meta.verify(meta.getPublicKey());
        assertThat(((SSLSocket) peer.socket).getSession().getProtocol()).isEqualTo("TLSv1.3");
    }

    @Test
    void answersTls12() throws IOException {
        scene.start();
        DerpPeer peer = scene.login(alice);
        assertThat(scene.count(Counter.TLS_VERSION_13)).isEqualTo(1);
        try (java.net.Socket plain = new java.net.Socket("127.0.0.1", scene.address().getPort())) {
            SSLSocket old = (SSLSocket) DerpPeer.trustingFactory().createSocket(plain, "relay.test", 0, true);
            old.setEnabledProtocols(new String[]{"TLSv1.2"});
            old.startHandshake();
            old.getOutputStream().write("GET /healthz HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(old.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .endsWith("\r\n\r\nok\n");
        }
        assertThat(scene.count(Counter.TLS_VERSION_12)).isEqualTo(1);
        assertThat(peer.socket.isConnected()).isTrue();
    }

    @Test
    void saysThatAPeerIsNotHereToThoseWhoLookForAPath() throws IOException {
        scene.start();
        DerpPeer peer = scene.login(alice);
        byte[] disco = packet(100, 0);
        System.arraycopy(HexFormat.of().parseHex("5453f09f92ac"), 0, disco, 0, 6);
        for (int i = 0; i < 10; i++) {
            peer.send(bob.publicKey(), disco);
        }
        peer.send(bob.publicKey(), packet(100, 4));
        peer.send(new Frame.Ping(1));
        for (int i = 0; i < 3; i++) {
            assertThat(peer.receive()).isEqualTo(new Frame.PeerGone(bob.publicKey(), GoneReason.NOT_HERE));
        }
        assertThat(peer.receive()).isEqualTo(new Frame.Pong(1));
        assertThat(scene.relay().metrics().get(Drop.UNKNOWN_DEST)).isEqualTo(11);
    }

    @Test
    void saysThatAPeerLeftToThoseWhoHeardOfItAndToNobodyElse() throws IOException {
        RelayPrivateKey carol = scene.admit("carol");
        scene.start();
        DerpPeer leaver = scene.login(alice);
        DerpPeer heard = scene.login(bob);
        DerpPeer never = scene.login(carol);
        leaver.send(bob.publicKey(), packet(10, 1));
        heard.expect(Frame.RecvPacket.class);
        leaver.close();
        assertThat(heard.receive()).isEqualTo(new Frame.PeerGone(alice.publicKey(), GoneReason.DISCONNECTED));
        never.send(new Frame.Ping(7));
        assertThat(never.receive()).isEqualTo(new Frame.Pong(7));
    }

    @Test
    void theNewestOfOneKeyGetsThePacketsThenWhoeverSentLast() throws IOException {
        scene.start();
        DerpPeer sender = scene.login(bob);
        DerpPeer older = scene.login(alice);
        DerpPeer newer = scene.login(alice);
        sender.send(alice.publicKey(), packet(10, 1));
        assertThat(newer.expect(Frame.RecvPacket.class).packet()).isEqualTo(Octets.of(packet(10, 1)));
        assertThat(scene.count(Counter.GAUGE_CURRENT_DUP_CLIENT_KEYS)).isEqualTo(1);
        older.send(bob.publicKey(), packet(10, 2));
        sender.expect(Frame.RecvPacket.class);
        sender.send(alice.publicKey(), packet(10, 3));
        assertThat(older.expect(Frame.RecvPacket.class).packet()).isEqualTo(Octets.of(packet(10, 3)));
        older.close();
        Await.until("one is left", 5, () -> scene.count(Counter.GAUGE_CURRENT_DUP_CLIENT_KEYS) == 0);
        sender.send(alice.publicKey(), packet(10, 4));
        assertThat(newer.expect(Frame.RecvPacket.class).packet()).isEqualTo(Octets.of(packet(10, 4)));
    }

    @Test
    void aRestartIsAnnounced() throws IOException {
        scene.start();
        DerpPeer peer = scene.login(alice);
        scene.relay().announceRestart(java.time.Duration.ofMillis(500), java.time.Duration.ofSeconds(30));
        assertThat(peer.receive()).isEqualTo(
                new Frame.Restarting(java.time.Duration.ofMillis(500), java.time.Duration.ofSeconds(30)));
    }

    @Test
    void listensOnIpv6() throws IOException {
        scene.on(new InetSocketAddress("::1", 0)).start();
        scene.login(alice).send(new Frame.Ping(1));
        assertThatThrownBy(() -> new RelayScene().on(scene.address()).start())
                .hasMessageContaining("cannot listen on [0:0:0:0:0:0:0:1]:");
    }

    @Test
    void aKeyThatIsTakenOffTheListIsDisconnectedAndNobodyElse() throws IOException {
        scene.start();
        DerpPeer leaving = scene.login(alice);
        DerpPeer staying = scene.login(bob);
        scene.expel(alice);
        scene.reload();
        assertThat(leaving.isClosedByRelay()).isTrue();
        assertThatThrownBy(() -> scene.login(alice)).isInstanceOf(IOException.class);
        staying.send(new Frame.Ping(5));
        assertThat(staying.receive()).isEqualTo(new Frame.Pong(5));
        assertThat(scene.log()).contains("logout name=alice", "no longer listed");
    }
}
