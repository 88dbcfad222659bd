// SPDX-License-Identifier: Apache-2.0
package mesh.agent.run;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import mesh.key.PublicKey;
import mesh.net.IpAddress;
import mesh.net.Keepalive;
import mesh.net.Port;
import mesh.net.TransportAddress;
import mesh.probe.PacketInjector;
import mesh.probe.PayloadKind;
import mesh.probe.ProbeSocket;
import mesh.socket.SocketAddresses;
import mesh.wireguard.PeerReading;
import mesh.wireguard.WireGuardControl;

/**
 * What WireGuard does, as far as an agent sees it: a socket, an endpoint for each peer, which follows where packets come from,
 * and counters. A packet is its sender's key and a number. It answers packets with odd numbers by the next even one.
 */
final class FakeWireGuard implements WireGuardControl, ProbeSocket, PacketInjector {
    static final int PACKET_BYTES = 100;

    /** One peer. */
    private static final class Peer {
        private volatile Optional<TransportAddress> endpoint = Optional.empty();
        private volatile Keepalive keepalive = new Keepalive(0);
        private volatile long handshake;
        private final AtomicLong received = new AtomicLong();
        private final AtomicLong sent = new AtomicLong();
    }

    /** Ports of all WireGuards there are: what comes from there came directly. */
    private static final Set<Port> PORTS = ConcurrentHashMap.newKeySet();

    private final PublicKey own;
    private final DatagramChannel channel;
    private final Port port;
    private final Map<PublicKey, Peer> peers = new ConcurrentHashMap<>();
    final List<TransportAddress> endpointsSet = new CopyOnWriteArrayList<>();
    final List<Long> answered = new CopyOnWriteArrayList<>();
    private volatile Optional<Listener> probes = Optional.empty();
    private volatile boolean isWindowOpen;
    volatile boolean dropsDirect;
    volatile boolean refusesProbes;
    volatile boolean isAway;

    FakeWireGuard(PublicKey own) throws IOException {
        this.own = own;
        this.channel = DatagramChannel.open(java.net.StandardProtocolFamily.INET)
                .bind(new InetSocketAddress("0.0.0.0", 0));
        this.port = new Port(((InetSocketAddress) channel.getLocalAddress()).getPort());
        PORTS.add(port);
        Thread.ofPlatform().daemon().start(this::receive);
    }

    Port port() {
        return port;
    }

    void add(PublicKey peer) {
        peers.put(peer, new Peer());
    }

    Optional<TransportAddress> endpoint(PublicKey peer) {
        return peer(peer).endpoint;
    }

    private Peer peer(PublicKey key) {
        return Optional.ofNullable(peers.get(key)).orElseThrow();
    }

    /** The probe socket of another agent than before. */
    ProbeSocket listener(Listener listener) {
        probes = Optional.of(listener);
        return this;
    }

    @Override
    public IpAddress localTowards(TransportAddress remote) {
        return IpAddress.parse("127.0.0.1");
    }

    @Override
    public SortedMap<PublicKey, PeerReading> peers() throws IOException {
        if (isAway) {
            throw new IOException("there is no such interface");
        }
        SortedMap<PublicKey, PeerReading> readings = new TreeMap<>();
        peers.forEach((key, peer) -> readings.put(key,
                new PeerReading(peer.endpoint, peer.handshake, peer.received.get(), peer.sent.get())));
        return readings;
    }

    @Override
    public OptionalLong packets() {
        return OptionalLong.empty();
    }

    @Override
    public boolean endpoint(PublicKey key, TransportAddress endpoint) {
        Peer peer = peers.get(key);
        if (peer == null) {
            return false;
        }
        peer.endpoint = Optional.of(endpoint);
        endpointsSet.add(endpoint);
        return true;
    }

    @Override
    public SortedMap<PublicKey, Keepalive> keepalives() {
        SortedMap<PublicKey, Keepalive> keepalives = new TreeMap<>();
        peers.forEach((key, peer) -> keepalives.put(key, peer.keepalive));
        return keepalives;
    }

    @Override
    public boolean keepalive(PublicKey key, Keepalive keepalive) {
        Optional<Peer> peer = Optional.ofNullable(peers.get(key));
        peer.ifPresent(one -> one.keepalive = keepalive);
        return peer.isPresent();
    }

    void send(PublicKey to, long number) throws IOException {
        Peer peer = peer(to);
        peer.sent.addAndGet(PACKET_BYTES);
        if (peer.endpoint.isPresent()) {
            ByteBuffer packet = ByteBuffer.allocate(PACKET_BYTES).put((byte) 4).put(own.bytes()).putLong(number)
                    .clear();
            channel.send(packet, SocketAddresses.inet(peer.endpoint.get()));
        }
    }

    /** The same; what cannot be sent is lost. */
    void sendQuietly(PublicKey to, long number) {
        try {
            send(to, number);
        } catch (IOException lost) {
            return;
        }
    }

    private void receive() {
        ByteBuffer buffer = ByteBuffer.allocate(65_536);
        try {
            while (channel.isOpen()) {
                InetSocketAddress source = (InetSocketAddress) channel.receive(buffer.clear());
                byte[] packet = new byte[buffer.flip().remaining()];
                buffer.get(packet);
                TransportAddress from = SocketAddresses.transport(source);
                if (PayloadKind.of(packet) != PayloadKind.OTHER) {
                    probes.filter(_ -> isWindowOpen).ifPresent(listener -> listener.received(from, packet));
                } else {
                    taken(from, ByteBuffer.wrap(packet));
                }
            }
        } catch (IOException closed) {
            return;
        }
    }

    private synchronized void taken(TransportAddress from, ByteBuffer packet) throws IOException {
        byte[] key = new byte[32];
        packet.get();
        packet.get(key);
        PublicKey sender = PublicKey.parse(java.util.Base64.getEncoder().encodeToString(key));
        Peer peer = peers.get(sender);
        if (peer == null || dropsDirect && PORTS.contains(from.port())) {
            return;
        }
        peer.received.addAndGet(PACKET_BYTES);
        peer.handshake = Instant.now().getEpochSecond();
        peer.endpoint = Optional.of(from);
        long number = packet.getLong();
        if (number % 2 == 1) {
            send(sender, number + 1);
        } else {
            answered.add(number);
        }
    }

    @Override
    public void send(TransportAddress destination, byte[] payload, boolean whole) throws IOException {
        if (destination.address().isV6() || refusesProbes) {
            throw new IOException("no such probe here");
        }
        channel.send(ByteBuffer.wrap(payload), SocketAddresses.inet(destination));
    }

    @Override
    public void listening(boolean wanted) {
        isWindowOpen = wanted;
    }

    /** As if it had come from {@code source}. */
    @Override
    public void inject(TransportAddress source, TransportAddress destination, ByteBuffer payload)
            throws IOException {
        byte[] packet = new byte[payload.remaining()];
        payload.get(packet);
        taken(source, ByteBuffer.wrap(packet));
    }

    /** Sends so many odd numbers, a few milliseconds apart, and tells how many were never answered. */
    int lost(PublicKey to, long first, int count) throws IOException, InterruptedException {
        for (int i = 0; i < count; i++) {
            send(to, first + 2L * i);
            TimeUnit.MILLISECONDS.sleep(5);
        }
        long end = System.nanoTime() + 10_000_000_000L;
        while (missing(first, count) > 0 && System.nanoTime() - end < 0) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return missing(first, count);
    }

    private int missing(long first, int count) {
        return count - (int) answered.stream().filter(number -> number > first && number <= first + 2L * count)
                .distinct().count();
    }

    /** The agent lets go of the socket; WireGuard keeps it. */
    @Override
    public void close() {
        probes = Optional.empty();
        isWindowOpen = false;
    }

    void end() throws IOException {
        channel.close();
    }
}
