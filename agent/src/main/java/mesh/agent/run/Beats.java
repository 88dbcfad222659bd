// SPDX-License-Identifier: Apache-2.0
package mesh.agent.run;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import mesh.derp.RelayPublicKey;
import mesh.net.IpAddress;
import mesh.net.Port;
import mesh.socket.SocketAddresses;

/**
 * Questions and answers inside the tunnel, from mesh address to mesh address: they go the very way that WireGuard's packets
 * go. Only peers are answered, and each so many times a second. Owns a thread and a socket for each family; a socket that
 * cannot be had, since the interface is down, is tried again with the next question. Safe for concurrent use.
 */
final class Beats implements AutoCloseable {
    /** Answers to one peer. It asks every few seconds; where two paths are tried, a few times more. */
    private static final int MOST_A_SECOND = 20;
    private static final int REMEMBERED = 64;

    /** Who is told of answers, by the thread of this. */
    interface Listener {
        void answered(RelayPublicKey peer, long number);
    }

    private record Asked(long number, long token) {}

    /** What is known of one peer. Guarded by itself. */
    private static final class Partner {
        private final AgentPeer peer;
        private final java.util.ArrayDeque<Asked> asked = new java.util.ArrayDeque<>();
        private long second;
        private int answers;

        Partner(AgentPeer peer) {
            this.peer = peer;
        }

        synchronized Asked ask(long number, long token) {
            Asked question = new Asked(number, token);
            asked.addLast(question);
            if (asked.size() > REMEMBERED) {
                asked.removeFirst();
            }
            return question;
        }

        synchronized boolean wasAsked(BeatPacket answer) {
            return asked.remove(new Asked(answer.number(), answer.token()));
        }

        synchronized boolean mayAnswer(long nowSeconds) {
            answers = nowSeconds == second ? answers + 1 : 1;
            second = nowSeconds;
            return answers <= MOST_A_SECOND;
        }
    }

    private final List<IpAddress> own;
    private final Port port;
    private final Listener listener;
    private final Selector selector;
    private final SecureRandom random = new SecureRandom();
    private final Map<IpAddress, Partner> byAddress = new ConcurrentHashMap<>();
    private final Map<RelayPublicKey, Partner> byKey = new ConcurrentHashMap<>();
    /** Guarded by this. */
    private final Map<IpAddress, DatagramChannel> channels = new HashMap<>();

    private Beats(List<IpAddress> own, Port port, Listener listener, Selector selector) {
        this.own = List.copyOf(own);
        this.port = port;
        this.listener = listener;
        this.selector = selector;
    }

    /** @param own mesh addresses of this host */
    static Beats open(List<IpAddress> own, Port port, Listener listener) throws IOException {
        Beats beats = new Beats(own, port, listener, Selector.open());
        own.forEach(beats::channel);
        Thread.ofPlatform().daemon().name("beats").start(beats::listen);
        return beats;
    }

    void add(AgentPeer peer) {
        Partner partner = new Partner(peer);
        byKey.put(peer.relayKey(), partner);
        peer.addresses().forEach(address -> byAddress.put(address, partner));
    }

    void remove(AgentPeer peer) {
        byKey.remove(peer.relayKey());
        peer.addresses().forEach(byAddress::remove);
    }

    /** Whether a socket could not be had, or was lost. */
    synchronized boolean lacksSockets() {
        return !own.stream().allMatch(mine -> channels.containsKey(mine) && channels.get(mine).isOpen());
    }

    /** Tries again to have the sockets that could not be had. Does nothing where all are there. */
    void bind() {
        own.forEach(this::channel);
    }

    /** Asks. Whether it could be sent is no concern: what counts is the answer. */
    void ask(AgentPeer peer, long number) {
        Partner partner = byKey.get(peer.relayKey());
        Optional<Way> way = way(peer);
        if (partner == null || way.isEmpty()) {
            return;
        }
        Asked question = partner.ask(number, random.nextLong());
        send(way.get().channel(), way.get().address(), new BeatPacket(false, question.number(), question.token()));
    }

    private record Way(DatagramChannel channel, IpAddress address) {}

    /** The first address of the peer that is of a family of ours. */
    private Optional<Way> way(AgentPeer peer) {
        for (IpAddress address : peer.addresses()) {
            for (IpAddress mine : own) {
                if (mine.isV6() == address.isV6()) {
                    return channel(mine).map(channel -> new Way(channel, address));
                }
            }
        }
        return Optional.empty();
    }

    private synchronized Optional<DatagramChannel> channel(IpAddress mine) {
        DatagramChannel known = channels.get(mine);
        if (known != null && known.isOpen()) {
            return Optional.of(known);
        }
        try {
            DatagramChannel channel = DatagramChannel.open(SocketAddresses.family(mine));
            try {
                channel.bind(new InetSocketAddress(SocketAddresses.inet(mine), port.number()));
                channel.configureBlocking(false);
                channel.register(selector, SelectionKey.OP_READ);
            } catch (IOException | ClosedSelectorException down) {
                channel.close();
                return Optional.empty();
            }
            channels.put(mine, channel);
            selector.wakeup();
            return Optional.of(channel);
        } catch (IOException noSockets) {
            return Optional.empty();
        }
    }

    private void send(DatagramChannel channel, IpAddress to, BeatPacket packet) {
        try {
            channel.send(packet.bytes(), new InetSocketAddress(SocketAddresses.inet(to), port.number()));
        } catch (IOException noRoute) {
            // No answer will come, which says the same.
        }
    }

    private void listen() {
        ByteBuffer scratch = ByteBuffer.allocate(BeatPacket.BYTES + 1);
        try {
            while (selector.isOpen()) {
                selector.select(key -> drain((DatagramChannel) key.channel(), scratch));
            }
        } catch (ClosedSelectorException closed) {
            return;
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }

    private void drain(DatagramChannel channel, ByteBuffer scratch) {
        try {
            InetSocketAddress source = (InetSocketAddress) channel.receive(scratch.clear());
            while (source != null) {
                received(channel, source, scratch.flip());
                source = (InetSocketAddress) channel.receive(scratch.clear());
            }
        } catch (IOException gone) {
            closeQuietly(channel);
        }
    }

    private void received(DatagramChannel channel, InetSocketAddress source, ByteBuffer bytes) {
        IpAddress from = SocketAddresses.ip(source.getAddress());
        Partner partner = byAddress.get(from);
        Optional<BeatPacket> packet = source.getPort() == port.number() ? BeatPacket.read(bytes) : Optional.empty();
        if (partner == null || packet.isEmpty()) {
            return;
        }
        if (packet.get().answers()) {
            if (partner.wasAsked(packet.get())) {
                listener.answered(partner.peer.relayKey(), packet.get().number());
            }
        } else if (partner.mayAnswer(System.nanoTime() / 1_000_000_000L)) {
            send(channel, from, packet.get().answer());
        }
    }

    private static void closeQuietly(DatagramChannel channel) {
        try {
            channel.close();
        } catch (IOException isClosedAllTheSame) {
            return;
        }
    }

    @Override
    public synchronized void close() throws IOException {
        selector.close();
        channels.values().forEach(Beats::closeQuietly);
    }
}
