// SPDX-License-Identifier: Apache-2.0
package mesh.shim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import mesh.derp.Octets;
import mesh.derp.RelayPublicKey;
import mesh.net.IpAddress;
import mesh.net.Port;
import mesh.net.TransportAddress;
import mesh.probe.PacketInjector;
import mesh.socket.SocketAddresses;

/** The shim between a socket that stands for WireGuard and a queue that stands for a relay. */
class ShimTest {
    private static final RelayPublicKey ANNA = RelayPublicKey.parse("aa".repeat(32));
    private static final RelayPublicKey BERT = RelayPublicKey.parse("bb".repeat(32));
    private static final TransportAddress DIRECT = TransportAddress.parse("127.0.0.9:4711");

    private record Sent(RelayPublicKey peer, Octets packet) {}

    private record Injected(TransportAddress source, TransportAddress destination, Octets packet) {}

    private final BlockingQueue<Sent> relay = new LinkedBlockingQueue<>();
    private final BlockingQueue<RelayPublicKey> wanted = new LinkedBlockingQueue<>();
    private final BlockingQueue<Injected> injected = new LinkedBlockingQueue<>();
    private final AtomicBoolean relayTakes = new AtomicBoolean(true);
    @SuppressWarnings("NullAway.Init")
    private DatagramSocket wireGuard;
    @SuppressWarnings("NullAway.Init")
    private Shim shim;

    @BeforeEach
    void open() throws IOException {
        wireGuard = new DatagramSocket(new InetSocketAddress("0.0.0.0", 0));
        wireGuard.setSoTimeout(5_000);
        shim = shim(Optional.of(new PacketInjector() {
            @Override
            public IpAddress localTowards(TransportAddress remote) {
                return IpAddress.parse("127.0.0.1");
            }

            @Override
            public void inject(TransportAddress source, TransportAddress destination, ByteBuffer payload) {
                injected.add(new Injected(source, destination, Octets.read(payload)));
            }

            @Override
            public void close() {}
        }));
    }

    private Shim shim(Optional<PacketInjector> injector) throws IOException {
        return Shim.open(new Port(wireGuard.getLocalPort()), (peer, packet) -> {
            boolean takes = relayTakes.get(); // before the test, which waits for the packet, goes on
            relay.add(new Sent(peer, Octets.read(packet.duplicate())));
            return takes;
        }, wanted::add, injector);
    }

    @AfterEach
    void close() throws IOException {
        shim.close();
        wireGuard.close();
    }

    @Test
    void carriesPacketsBothWaysAndTellsPeersApart() throws Exception {
        TransportAddress anna = shim.add(ANNA, false);
        TransportAddress bert = shim.add(BERT, false);
        wireGuardSends(anna, 1400);
        wireGuardSends(bert, 32);
        assertThat(List.of(relayed(), relayed())).extracting(sent -> sent.peer() + " " + sent.packet().length())
                .containsExactlyInAnyOrder(ANNA + " 1400", BERT + " 32");

        assertThat(shim.deliver(BERT, ByteBuffer.allocate(148))).isTrue();
        DatagramPacket came = received();
        assertThat(came.getLength()).isEqualTo(148);
        assertThat(came.getSocketAddress()).isEqualTo(SocketAddresses.inet(bert));
        assertThat(shim.counts(ANNA)).isEqualTo(new ShimCounts(1, 1400, 0, 0, 0, 0, 0));
        assertThat(shim.counts(BERT)).isEqualTo(new ShimCounts(1, 32, 1, 148, 0, 0, 0));
    }

    @Test
    void tellsThatWireGuardHasPacketsButNotForEachOfThem() throws Exception {
        TransportAddress anna = shim.add(ANNA, false);
        for (int i = 0; i < 50; i++) {
            wireGuardSends(anna, 100);
            relayed();
        }
        assertThat(wanted.poll(5, TimeUnit.SECONDS)).isEqualTo(ANNA);
        assertThat(wanted).hasSizeLessThan(10);
    }

    @Test
    void keepalivesAndHandshakesAreNothingThatPeopleWant() throws Exception {
        TransportAddress anna = shim.add(ANNA, false);
        wireGuardSends(anna, 4, 32);
        relayed();
        wireGuardSends(anna, 1, 148);
        relayed();
        assertThat(wanted).isEmpty();
        wireGuardSends(anna, 4, 48);
        assertThat(wanted.poll(5, TimeUnit.SECONDS)).isEqualTo(ANNA);
    }

    @Test
    void countsWhatTheRelayDoesNotTake() throws Exception {
        TransportAddress anna = shim.add(ANNA, false);
        relayTakes.set(false);
        wireGuardSends(anna, 100);
        relayed();
        relayTakes.set(true);
        wireGuardSends(anna, 100);
        relayed();
        assertThat(shim.counts(ANNA).droppedOut()).isEqualTo(1);
        assertThat(shim.counts(ANNA).out()).isEqualTo(2);
    }

    @Test
    void passesTheLongestPacketThatUdpCarriesAndDropsOthers() throws Exception {
        TransportAddress anna = shim.add(ANNA, false);
        wireGuardSends(anna, 65_507);
        assertThat(relayed().packet().length()).isEqualTo(65_507);
        assertThat(shim.deliver(ANNA, ByteBuffer.allocate(65_507))).isTrue();
        assertThat(received().getLength()).isEqualTo(65_507);
        assertThat(shim.deliver(ANNA, ByteBuffer.allocate(65_508))).isFalse();
        assertThat(shim.deliver(ANNA, ByteBuffer.allocate(0))).isFalse();
        assertThat(shim.deliver(BERT, ByteBuffer.allocate(100))).isFalse();
        assertThat(shim.counts(ANNA).droppedIn()).isEqualTo(2);
    }

    @Test
    void anEmptyPacketStopsNothing() throws Exception {
        TransportAddress anna = shim.add(ANNA, false);
        wireGuardSends(anna, 0);
        wireGuardSends(anna, 77);
        assertThat(relayed().packet().length()).isEqualTo(77);
    }

    @Test
    void nobodyButWireGuardIsHeard() throws Exception {
        TransportAddress anna = shim.add(ANNA, false);
        try (DatagramSocket stranger = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
            stranger.send(new DatagramPacket(new byte[66], 66, SocketAddresses.inet(anna)));
        }
        wireGuardSends(anna, 77);
        assertThat(relayed().packet().length()).isEqualTo(77);
    }

    @Test
    void aLatePacketOfADirectPeerComesAsIfItCameDirectly() throws Exception {
        shim.add(ANNA, false);
        shim.direct(ANNA, Optional.of(DIRECT));
        assertThat(shim.deliver(ANNA, ByteBuffer.allocate(148))).isTrue();
        Injected packet = injected.poll(5, TimeUnit.SECONDS);
        assertThat(packet).isEqualTo(new Injected(DIRECT,
                new TransportAddress(mesh.net.IpAddress.parse("127.0.0.1"), new Port(wireGuard.getLocalPort())),
                Octets.of(new byte[148])));
        assertThat(shim.counts(ANNA).injectedBytes()).isEqualTo(148);

        shim.direct(ANNA, Optional.empty());
        shim.deliver(ANNA, ByteBuffer.allocate(148));
        received();
    }

    @Test
    void withoutAnInjectorALatePacketIsDropped() throws Exception {
        try (Shim plain = shim(Optional.empty())) {
            plain.add(ANNA, false);
            plain.direct(ANNA, Optional.of(DIRECT));
            assertThat(plain.deliver(ANNA, ByteBuffer.allocate(148))).isFalse();
            assertThat(plain.counts(ANNA).droppedIn()).isEqualTo(1);
        }
    }

    @Test
    void goesOnWhenWireGuardWasAwayForAWhile() throws Exception {
        TransportAddress anna = shim.add(ANNA, false);
        int port = wireGuard.getLocalPort();
        wireGuard.close();
        for (int i = 0; i < 5; i++) {
            shim.deliver(ANNA, ByteBuffer.allocate(148));
        }
        wireGuard = new DatagramSocket(new InetSocketAddress("0.0.0.0", port));
        wireGuard.setSoTimeout(5_000);
        while (!shim.deliver(ANNA, ByteBuffer.allocate(149))) {
            Thread.onSpinWait();
        }
        assertThat(received().getLength()).isEqualTo(149);
        wireGuardSends(anna, 50);
        assertThat(relayed().packet().length()).isEqualTo(50);
    }

    @Test
    void aPeerThatIsGoneHasNoPortAnyMore() throws Exception {
        TransportAddress anna = shim.add(ANNA, false);
        shim.remove(ANNA);
        assertThat(shim.deliver(ANNA, ByteBuffer.allocate(148))).isFalse();
        assertThat(isFreeSoon(anna)).isTrue();
        TransportAddress again = shim.add(ANNA, false);
        wireGuardSends(again, 50);
        assertThat(relayed().packet().length()).isEqualTo(50);
    }

    /** The shim's thread gives the port back, when it comes to it. */
    private static boolean isFreeSoon(TransportAddress port) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (System.nanoTime() - end < 0) {
            try (DatagramSocket next = new DatagramSocket(SocketAddresses.inet(port))) {
                return next.isBound();
            } catch (BindException taken) {
                Thread.onSpinWait();
            }
        }
        return false;
    }

    @Test
    void whereBothBeginTheLeadersHandshakeIsTheOneThatCounts() throws Exception {
        TransportAddress anna = shim.add(ANNA, true);
        wireGuardSends(anna, handshake(1, 148));
        Octets ours = relayed().packet();
        shim.deliver(ANNA, ByteBuffer.wrap(handshake(1, 148)));
        assertThat(relayed().packet()).isEqualTo(ours);
        shim.deliver(ANNA, ByteBuffer.wrap(handshake(2, 92)));
        assertThat(received().getLength()).isEqualTo(92);
        shim.deliver(ANNA, ByteBuffer.wrap(handshake(1, 148)));
        assertThat(received().getLength()).isEqualTo(148);
    }

    @Test
    void whereBothBeginTheOtherSideAnswersAndDoesNotRepeat() throws Exception {
        TransportAddress anna = shim.add(ANNA, false);
        wireGuardSends(anna, handshake(1, 148));
        relayed();
        shim.repeatHandshake(ANNA);
        relayed();
        shim.deliver(ANNA, ByteBuffer.wrap(handshake(1, 148)));
        assertThat(received().getLength()).isEqualTo(148);
        shim.repeatHandshake(ANNA);
        wireGuardSends(anna, handshake(2, 92));
        assertThat(relayed().packet().length()).isEqualTo(92);
    }

    private static byte[] handshake(int type, int bytes) {
        byte[] message = new byte[bytes];
        message[0] = (byte) type;
        return message;
    }

    private void wireGuardSends(TransportAddress to, byte[] packet) throws IOException {
        wireGuard.send(new DatagramPacket(packet, packet.length, SocketAddresses.inet(to)));
    }

    private void wireGuardSends(TransportAddress to, int bytes) throws IOException {
        wireGuardSends(to, 4, bytes);
    }

    /** @param type 1 to 3 of a handshake, 4 of data */
    private void wireGuardSends(TransportAddress to, int type, int bytes) throws IOException {
        byte[] packet = new byte[bytes];
        Arrays.fill(packet, (byte) type);
        wireGuard.send(new DatagramPacket(packet, bytes, SocketAddresses.inet(to)));
    }

    private DatagramPacket received() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
        try {
            wireGuard.receive(packet);
        } catch (SocketTimeoutException nothing) {
            throw new AssertionError("nothing came to WireGuard", nothing);
        }
        return packet;
    }

    private Sent relayed() throws InterruptedException {
        Sent sent = relay.poll(5, TimeUnit.SECONDS);
        if (sent == null) {
            throw new AssertionError("nothing came to the relay");
        }
        return sent;
    }
}
