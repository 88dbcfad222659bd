// SPDX-License-Identifier: Apache-2.0
package mesh.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import mesh.derp.ClientInfoJson;
import mesh.derp.Frame;
import mesh.derp.MeshKey;
import mesh.derp.Octets;
import mesh.derp.RelayPrivateKey;
import mesh.derp.RelayPublicKey;
import mesh.net.Endpoint;
import mesh.peer.Await;
import mesh.tls.CertificatePin;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MeshedRelaysTest {
    private static final MeshKey KEY = MeshKey.parse("5e".repeat(32));

    private final RelayScene first = new RelayScene();
    private final RelayScene second = new RelayScene();

    @AfterEach
    void stop() throws IOException {
        first.close();
        second.close();
    }

    private static MeshPeer peer(RelayScene relay, CertificatePin pin) {
        return peer(relay, pin, Optional.empty());
    }

    private static MeshPeer peer(RelayScene relay, CertificatePin pin, Optional<RelayPublicKey> key) {
        return new MeshPeer(Endpoint.parse("127.0.0.1:" + relay.address().getPort()), Optional.of("relay.test"),
                Optional.of(pin), key, true);
    }

    @Test
    void packetsGoOneHopAndAnswersComeBack() throws IOException {
        RelayPrivateKey alice = first.admit("alice");
        RelayPrivateKey bob = second.admit("bob");
        CertificatePin pin = first.settings().tls().orElseThrow().pin();
        first.mesh(KEY, List.of()).start();
        second.mesh(KEY, List.of(peer(first, pin))).start();
        first.mesh(KEY, List.of(peer(second, pin), peer(first, pin))).reload();
        DerpPeer a = first.login(alice);
        DerpPeer b = second.login(bob);
        Await.until("each knows the other's client", 5, () -> first.count(Counter.GAUGE_CLIENTS_REMOTE) == 1
                && second.count(Counter.GAUGE_CLIENTS_REMOTE) == 1);
        for (int i = 0; i < 50; i++) {
            a.send(bob.publicKey(), new byte[]{(byte) i});
            assertThat(b.receive()).isEqualTo(new Frame.RecvPacket(alice.publicKey(), Octets.of(new byte[]{(byte) i})));
            b.send(alice.publicKey(), new byte[]{(byte) -i});
            assertThat(a.receive()).isEqualTo(new Frame.RecvPacket(bob.publicKey(), Octets.of(new byte[]{(byte) -i})));
        }
        assertThat(first.count(Counter.PACKETS_FORWARDED_OUT)).isEqualTo(50);
        b.close();
        Await.until("bob is gone", 5, () -> first.count(Counter.GAUGE_CLIENTS_REMOTE) == 0);
        a.send(bob.publicKey(), new byte[]{1});
        Await.until("his packets are dropped", 5, () -> first.relay().metrics().get(Drop.UNKNOWN_DEST) == 1);
        assertThat(first.log()).contains("mesh-link-is-self");
    }

    @Test
    void relaysThatKnowEachOthersKeysNeedNoSecret() throws IOException {
        RelayPrivateKey alice = first.admit("alice");
        RelayPrivateKey bob = second.admit("bob");
        CertificatePin pin = first.settings().tls().orElseThrow().pin();
        first.start();
        second.peers(List.of(peer(first, pin, Optional.of(first.identity.publicKey())))).start();
        Await.until("who is not listed is refused", 5, () -> first.count(Counter.LOGINS_REFUSED) > 0);
        first.peers(List.of(peer(second, pin, Optional.of(second.identity.publicKey())))).reload();
        second.peers(List.of()).reload(); // so that it does not wait for its next attempt
        second.peers(List.of(peer(first, pin, Optional.of(first.identity.publicKey())))).reload();
        DerpPeer a = first.login(alice);
        DerpPeer b = second.login(bob);
        Await.until("each knows the other's client", 5, () -> first.count(Counter.GAUGE_CLIENTS_REMOTE) == 1
                && second.count(Counter.GAUGE_CLIENTS_REMOTE) == 1);
        a.send(bob.publicKey(), new byte[]{7});
        assertThat(b.receive()).isEqualTo(new Frame.RecvPacket(alice.publicKey(), Octets.of(new byte[]{7})));
        b.send(alice.publicKey(), new byte[]{8});
        assertThat(a.receive()).isEqualTo(new Frame.RecvPacket(bob.publicKey(), Octets.of(new byte[]{8})));

        first.peers(List.of()).reload();
        Await.until("a relay that is no longer listed is sent away", 5, () -> first.count(Counter.GAUGE_WATCHERS) == 0
                && second.count(Counter.GAUGE_CLIENTS_REMOTE) == 0);
    }

    @Test
    void anotherRelayThanTheListedOneHearsNothing() throws IOException {
        CertificatePin pin = first.settings().tls().orElseThrow().pin();
        first.mesh(KEY, List.of()).start();
        second.peers(List.of(peer(first, pin, Optional.of(second.admit("somebody").publicKey())))).start();
        Await.until("the link is given up", 5, () -> second.log().contains("another relay answers"));
        assertThat(first.count(Counter.GAUGE_WATCHERS)).isZero();
    }

    @Test
    void aWatcherHearsOfThoseWhoAreThereComeAndGo() throws IOException {
        RelayPrivateKey alice = first.admit("alice");
        RelayPrivateKey bob = first.admit("bob");
        first.mesh(KEY, List.of()).start();
        first.login(alice);
        DerpPeer watcher = first.keep(
                DerpPeer.login(first.address(), true, DerpPeer.newKey(), ClientInfoJson.ofMeshPeer(KEY)));
        watcher.send(new Frame.WatchConns());
        List<Object> present = List.of(watcher.expect(Frame.PeerPresent.class).peer(),
                watcher.expect(Frame.PeerPresent.class).peer());
        assertThat(present).containsExactlyInAnyOrder(alice.publicKey(), watcher.key.publicKey());
        DerpPeer coming = first.login(bob);
        Frame.PeerPresent here = watcher.expect(Frame.PeerPresent.class);
        assertThat(here.peer()).isEqualTo(bob.publicKey());
        assertThat(here.flags()).isEqualTo(Frame.PeerPresent.REGULAR);
        assertThat(here.address().orElseThrow().getPort()).isEqualTo(coming.socket.getLocalPort());
        watcher.send(new Frame.ClosePeer(bob.publicKey()));
        assertThat(watcher.expect(Frame.PeerGone.class).peer()).isEqualTo(bob.publicKey());
        assertThat(coming.isClosedByRelay()).isTrue();
    }

    @Test
    void anotherCertificateThanThePinnedOneIsNoRelay() throws IOException {
        first.mesh(KEY, List.of()).start();
        second.mesh(KEY, List.of(peer(first, new CertificatePin("0".repeat(64))))).start();
        Await.until("the link is refused", 5, () -> second.log().contains("mesh-link-lost"));
        assertThat(second.log()).contains("not the one that is pinned");
        assertThat(first.count(Counter.GAUGE_WATCHERS)).isZero();
    }
}
