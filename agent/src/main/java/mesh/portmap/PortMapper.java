// SPDX-License-Identifier: Apache-2.0
package mesh.portmap;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import mesh.net.Port;
import mesh.net.TransportAddress;
import mesh.socket.SocketAddresses;

/**
 * Keeps a mapping at a router until it is closed, which gives the port back. Owns a socket, connected to the router so that
 * nobody else is heard, and a thread.
 */
public final class PortMapper implements AutoCloseable {
    private static final int MOST_BYTES = 1100;

    private final DatagramChannel channel;
    private final Selector selector;
    private final PortMapping mapping;
    private final Consumer<MappingState> listener;

    private PortMapper(DatagramChannel channel, Selector selector, PortMapping mapping,
            Consumer<MappingState> listener) {
        this.channel = channel;
        this.selector = selector;
        this.mapping = mapping;
        this.listener = listener;
    }

    /**
     * Asks for the port, and goes on asking.
     *
     * @param router with its port, {@link PortMapping#ROUTER_PORT}
     * @param internal where we are to be called
     * @param wished the outer port that we would like
     * @param listener told of each new state, by the mapper's thread
     * @throws IOException if there is no route to the router
     */
    public static PortMapper start(TransportAddress router, Port internal, Port wished,
            Consumer<MappingState> listener) throws IOException {
        DatagramChannel channel = DatagramChannel.open(SocketAddresses.family(router.address()));
        Selector selector = Selector.open();
        try {
            channel.connect(SocketAddresses.inet(router));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
        } catch (IOException failed) {
            channel.close();
            selector.close();
            throw failed;
        }
        InetSocketAddress own = (InetSocketAddress) channel.getLocalAddress();
        PortMapping mapping = new PortMapping(SocketAddresses.ip(own.getAddress()), internal, wished,
                new SecureRandom(), System.nanoTime());
        PortMapper mapper = new PortMapper(channel, selector, mapping, listener);
        Thread.ofPlatform().daemon().name("port mapping").start(mapper::keep);
        return mapper;
    }

    private void keep() {
        MappingState told = new MappingState.Asking();
        try {
            while (selector.isOpen()) {
                selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(sendDue() - System.nanoTime())));
                MappingState state = receive();
                if (!state.equals(told)) {
                    told = state;
                    listener.accept(told);
                }
            }
        } catch (ClosedSelectorException closed) {
            return;
        } catch (IOException failed) {
            listener.accept(new MappingState.Unavailable(String.valueOf(failed.getMessage())));
        }
    }

    /** Sends what is due, and tells when something is due next. */
    private synchronized long sendDue() {
        send(mapping.due(System.nanoTime()));
        return mapping.wakeAtNanos();
    }

    private void send(List<byte[]> packets) {
        for (byte[] packet : packets) {
            try {
                channel.write(ByteBuffer.wrap(packet));
            } catch (IOException refusedOrNoRoute) {
                // As good as a packet that was lost: the next try tells.
                return;
            }
        }
    }

    private synchronized MappingState receive() {
        ByteBuffer buffer = ByteBuffer.allocate(MOST_BYTES + 1);
        try {
            while (selector.isOpen() && channel.read(buffer.clear()) > 0) {
                byte[] packet = new byte[buffer.flip().remaining()];
                buffer.get(packet);
                mapping.received(packet, System.nanoTime());
            }
        } catch (IOException refused) {
            // The router's ICMP says that nobody listens; tries go on, since it may be starting.
        }
        return mapping.state();
    }

    @Override
    public synchronized void close() throws IOException {
        send(mapping.release());
        selector.close();
        channel.close();
    }
}
