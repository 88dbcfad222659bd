// SPDX-License-Identifier: Apache-2.0
package mesh.relay;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** One listening socket; gives what it accepts to the loops in turn. */
final class Listener implements EventLoop.Ready {
    private static final int BACKLOG = 1024;
    /** Connections that are accepted before others are served. */
    private static final int ACCEPTS = 64;

    private final Relay relay;
    private final ServerSocketChannel channel;
    private final AcceptLimits limits = new AcceptLimits();

    private Listener(Relay relay, ServerSocketChannel channel) {
        this.relay = relay;
        this.channel = channel;
    }

    static Listener bind(Relay relay, InetSocketAddress address) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(address.getAddress() instanceof Inet4Address
                ? StandardProtocolFamily.INET
                : StandardProtocolFamily.INET6);
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(address, BACKLOG).configureBlocking(false);
            return new Listener(relay, channel);
        } catch (IOException taken) {
            channel.close();
            throw new IOException("cannot listen on " + Relay.text(address) + ": " + taken.getMessage(), taken);
        }
    }

    void register(EventLoop loop) throws IOException {
        loop.register(channel, SelectionKey.OP_ACCEPT, this);
    }

    InetSocketAddress address() throws IOException {
        return (InetSocketAddress) channel.getLocalAddress();
    }

    void close() throws IOException {
        channel.close();
    }

    @Override
    public void ready(SelectionKey key, Scratch scratch) {
        try {
            for (int i = 0; i < ACCEPTS; i++) {
                SocketChannel accepted = channel.accept();
                if (accepted == null) {
                    return;
                }
                take(accepted, scratch);
            }
        } catch (IOException outOfDescriptors) {
            relay.log().stranger("accept-failed", "why", String.valueOf(outOfDescriptors.getMessage()));
        }
    }

    @Override
    public void broken(Scratch scratch, RuntimeException bug) {
        relay.log().stranger("bug", "what", bug);
    }

    private void take(SocketChannel accepted, Scratch scratch) throws IOException {
        InetSocketAddress peer = (InetSocketAddress) accepted.getRemoteAddress();
        int perMinute = relay.isTrustedProxy(peer.getAddress()) ? 0 : relay.settings().limits().acceptsPerMinute();
        if (!limits.allows(peer.getAddress(), perMinute, scratch.now) || !relay.hasRoom()) {
            relay.metrics().increment(Counter.TLS_LISTENER_REJECTED);
            relay.log().stranger("rejected", "from", Relay.text(peer));
            accepted.close();
            return;
        }
        accepted.configureBlocking(false);
        accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
        accepted.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        relay.open(accepted, peer);
    }
}
