// SPDX-License-Identifier: Apache-2.0
package mesh.stun;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Selector;
import java.nio.channels.SelectionKey;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import mesh.net.TransportAddress;
import mesh.socket.SocketAddresses;

/**
 * Owns a socket of each family and asks servers with them. The sockets stay open between rounds, so that a NAT sees the
 * same source; close it when done. For one thread at a time; {@link #ask} blocks 1.2 s at the most.
 */
public final class StunClient implements AutoCloseable {
    private static final int MOST_PACKETS_IN_A_ROUND = 1000;

    private final SecureRandom random = new SecureRandom();
    private final Selector selector;
    private final Optional<DatagramChannel> v4;
    private final Optional<DatagramChannel> v6;

    private StunClient(Selector selector) throws IOException {
        this.selector = selector;
        this.v4 = channel(StandardProtocolFamily.INET);
        this.v6 = channel(StandardProtocolFamily.INET6);
    }

    /** @throws IOException if the system gives no socket of either family */
    public static StunClient open() throws IOException {
        StunClient client = new StunClient(Selector.open());
        if (client.v4.isEmpty() && client.v6.isEmpty()) {
            client.close();
            throw new IOException("the system gives no UDP socket");
        }
        return client;
    }

    /** A machine may have one family only. */
    private Optional<DatagramChannel> channel(StandardProtocolFamily family) {
        try {
            DatagramChannel channel = DatagramChannel.open(family);
            channel.bind(null);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            return Optional.of(channel);
        } catch (IOException | UnsupportedOperationException absent) {
            return Optional.empty();
        }
    }

    /** Asks all of them at the same time. */
    public StunReport ask(List<TransportAddress> servers) throws IOException {
        BindingRound round = new BindingRound(servers, () -> TransactionId.random(random), System.nanoTime());
        int packets = 0;
        while (!round.isOver(System.nanoTime()) && packets < MOST_PACKETS_IN_A_ROUND) {
            round.due(System.nanoTime()).forEach(request -> send(round, request));
            selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(round.wakeAtNanos() - System.nanoTime())));
            packets += receive(round, v4) + receive(round, v6);
        }
        return round.report();
    }

    private void send(BindingRound round, BindingRound.Outgoing request) {
        Optional<DatagramChannel> channel = request.server().address().isV6() ? v6 : v4;
        try {
            if (channel.isEmpty()) {
                round.notSent(request.server(), "this machine has no sockets of that family");
            } else {
                channel.get().send(ByteBuffer.wrap(request.packet()), SocketAddresses.inet(request.server()));
            }
        } catch (IOException failed) {
            round.notSent(request.server(), String.valueOf(failed.getMessage()));
        }
    }

    private static int receive(BindingRound round, Optional<DatagramChannel> channel) throws IOException {
        int packets = 0;
        ByteBuffer buffer = ByteBuffer.allocate(StunMessage.MOST_BYTES + 1);
        while (channel.isPresent() && packets < MOST_PACKETS_IN_A_ROUND
                && channel.get().receive(buffer.clear()) instanceof InetSocketAddress source) {
            packets++;
            byte[] packet = new byte[buffer.flip().remaining()];
            buffer.get(packet);
            if (source.getPort() != 0) {
                round.received(SocketAddresses.transport(source), packet, System.nanoTime());
            }
        }
        return packets;
    }

    @Override
    public void close() throws IOException {
        selector.close();
        for (Optional<DatagramChannel> channel : List.of(v4, v6)) {
            if (channel.isPresent()) {
                channel.get().close();
            }
        }
    }
}
