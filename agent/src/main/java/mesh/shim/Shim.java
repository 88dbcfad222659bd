// SPDX-License-Identifier: Apache-2.0
package mesh.shim;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import mesh.derp.Packets;
import mesh.derp.RelayPublicKey;
import mesh.net.IpAddress;
import mesh.net.Port;
import mesh.net.TransportAddress;
import mesh.probe.PacketInjector;
import mesh.socket.SocketAddresses;

/**
 * A port on loopback for each relayed peer. WireGuard sends the peer's packets there, and they go to a relay; what the relay
 * brings comes to WireGuard from there, so that the peer's endpoint stays where it is. Nothing is queued here. Owns a thread
 * and the sockets; safe for concurrent use.
 */
public final class Shim implements AutoCloseable {
    private static final IpAddress LOOPBACK = IpAddress.parse("127.0.0.1");
    /** What a burst of WireGuard may be while the thread is elsewhere. The system may give less. */
    private static final int SOCKET_BYTES = 1 << 20;

    private final TransportAddress wireGuard;
    private final PacketSink sink;
    private final Consumer<RelayPublicKey> wanted;
    private final Optional<PacketInjector> injector;
    private final Selector selector;
    private final Map<RelayPublicKey, ShimPeer> peers = new ConcurrentHashMap<>();

    private Shim(Port wireGuard, PacketSink sink, Consumer<RelayPublicKey> wanted, Optional<PacketInjector> injector,
            Selector selector) {
        this.wireGuard = new TransportAddress(LOOPBACK, wireGuard);
        this.sink = sink;
        this.wanted = wanted;
        this.injector = injector;
        this.selector = selector;
    }

    /**
     * @param wireGuard the port on which this host's WireGuard listens
     * @param wanted told, by the shim's thread, that WireGuard has packets for a peer; twice a second at the most
     * @param injector the caller's to close, after the shim; without one, packets that come too late are dropped
     */
    public static Shim open(Port wireGuard, PacketSink sink, Consumer<RelayPublicKey> wanted,
            Optional<PacketInjector> injector) throws IOException {
        Shim shim = new Shim(wireGuard, sink, wanted, injector, Selector.open());
        Thread.ofPlatform().daemon().name("shim").start(shim::carry);
        return shim;
    }

    /**
     * Gives the peer its port, anew if it had one, and tells where WireGuard shall send the peer's packets.
     *
     * @param leads whether the handshake of this side counts where both begin one; the other way round for the peer
     */
    public TransportAddress add(RelayPublicKey peer, boolean leads) throws IOException {
        remove(peer);
        DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BYTES);
            channel.bind(new InetSocketAddress(SocketAddresses.inet(LOOPBACK), 0));
            channel.connect(SocketAddresses.inet(wireGuard));
            channel.configureBlocking(false);
            ShimPeer added = new ShimPeer(peer, channel, leads);
            peers.put(peer, added);
            channel.register(selector, SelectionKey.OP_READ, added);
            selector.wakeup();
            return SocketAddresses.transport((InetSocketAddress) channel.getLocalAddress());
        } catch (IOException failed) {
            channel.close();
            throw failed;
        }
    }

    /** Closes the peer's port. Does nothing if it has none. */
    public void remove(RelayPublicKey peer) throws IOException {
        ShimPeer removed = peers.remove(peer);
        if (removed != null) {
            removed.close();
            selector.wakeup();
        }
    }

    /**
     * Tells how the peer's packets go. While they go directly, those that still come through a relay are given to WireGuard as
     * if they had come directly too: a packet that came from here would draw the endpoint back.
     *
     * @param remote the peer's endpoint; absent while it is the port here
     */
    public void direct(RelayPublicKey peer, Optional<TransportAddress> remote) {
        ShimPeer known = peers.get(peer);
        if (known != null) {
            known.direct(remote.map(address -> new ShimPeer.Direct(address, localTowards(address))));
        }
    }

    /** Whether the peer was added, and not removed since. */
    public boolean knows(RelayPublicKey peer) {
        return peers.containsKey(peer);
    }

    /** Where the peer's packets arrive. On loopback, if there is no way to the peer at this moment. */
    private TransportAddress localTowards(TransportAddress remote) {
        try {
            return injector.isPresent()
                    ? new TransportAddress(injector.get().localTowards(remote), wireGuard.port())
                    : wireGuard;
        } catch (IOException noRoute) {
            return wireGuard;
        }
    }

    /**
     * Gives WireGuard a packet that came through a relay. Never waits.
     *
     * @return false if it was dropped: nobody knows the peer, it is empty or longer than UDP carries, WireGuard takes nothing
     */
    public boolean deliver(RelayPublicKey peer, ByteBuffer packet) {
        ShimPeer known = peers.get(peer);
        return known != null && known.deliver(packet, injector, sink);
    }

    /**
     * Sends the peer once more what WireGuard last wanted to begin a session with, unless that was answered. WireGuard itself
     * waits five seconds with it; a first try before the peer was there costs nothing so. It is no harm if the peer had it.
     */
    public void repeatHandshake(RelayPublicKey peer) {
        ShimPeer known = peers.get(peer);
        if (known != null) {
            known.repeatHandshake(sink);
        }
    }

    /** Of a peer that has a port; zeros for others. */
    public ShimCounts counts(RelayPublicKey peer) {
        ShimPeer known = peers.get(peer);
        return known == null ? ShimCounts.NONE : known.counts();
    }

    private void carry() {
        ByteBuffer scratch = ByteBuffer.allocateDirect(Packets.MAX_BYTES);
        try {
            while (selector.isOpen()) {
                selector.select(key -> drain(key, scratch));
            }
        } catch (ClosedSelectorException closed) {
            return;
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }

    private void drain(SelectionKey key, ByteBuffer scratch) {
        ShimPeer peer = (ShimPeer) key.attachment();
        try {
            if (peer.drain(scratch, sink) && peer.isWordDue(System.nanoTime())) {
                wanted.accept(peer.key());
            }
        } catch (ClosedChannelException removed) {
            key.cancel();
        } catch (IOException passing) {
            // A datagram socket reports what happened to an earlier packet; the next one may do.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        for (RelayPublicKey peer : peers.keySet()) {
            remove(peer);
        }
    }
}
