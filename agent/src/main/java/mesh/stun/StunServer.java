// SPDX-License-Identifier: Apache-2.0
package mesh.stun;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

import mesh.net.IpAddress;
import mesh.socket.SocketAddresses;

/**
 * Answers Binding requests on UDP. Owns a socket and a thread for each address it listens on; all of them share one
 * limit and one set of counters.
 *
 * <p>A socket on a wildcard address answers from the address that the system's routes choose. On a machine with several
 * addresses listen on each of them, or clients that asked another one ignore the answer.
 */
public final class StunServer implements AutoCloseable {
    /** Answers a second to one /24 or /56. */
    public static final int PER_NETWORK = 200;

    /** Answers a second to everybody. */
    public static final int IN_ALL = 20_000;

    /** So that a socket that only fails does not take a processor. */
    private static final long AFTER_READ_ERROR_NANOS = 10_000_000;

    private final List<DatagramChannel> channels;
    private final ReflectionLimit limit;
    private final StunCounters counters = new StunCounters();

    private StunServer(List<DatagramChannel> channels, ReflectionLimit limit) {
        this.channels = channels;
        this.limit = limit;
    }

    /**
     * Listens on these addresses.
     *
     * @param limit used by this server alone from now on
     * @throws IOException if one of them cannot be had; then none is kept
     */
    public static StunServer open(List<InetSocketAddress> addresses, ReflectionLimit limit) throws IOException {
        List<DatagramChannel> channels = new ArrayList<>();
        try {
            for (InetSocketAddress address : addresses) {
                bind(address, channels);
            }
        } catch (IOException failed) {
            closeAll(channels);
            throw failed;
        }
        return new StunServer(channels, limit).start();
    }

    /**
     * Listens on all addresses of both families, with one socket where the system's IPv6 sockets take IPv4 as well.
     *
     * @param port 0 for any
     */
    public static StunServer openEverywhere(int port, ReflectionLimit limit) throws IOException {
        List<DatagramChannel> channels = new ArrayList<>();
        try {
            channels.add(bound(new InetSocketAddress(InetAddress.ofLiteral("::"), port)));
            port = ((InetSocketAddress) channels.getFirst().getLocalAddress()).getPort();
        } catch (IOException | UnsupportedOperationException noIpv6) {
            closeAll(channels);
            channels.clear();
        }
        try {
            channels.add(bound(new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), port)));
        } catch (BindException takenByOurOwn) {
            if (channels.isEmpty()) {
                throw takenByOurOwn;
            }
        }
        return new StunServer(channels, limit).start();
    }

    private static void bind(InetSocketAddress address, List<DatagramChannel> channels) throws IOException {
        try {
            channels.add(bound(address));
        } catch (BindException taken) {
            if (!SocketAddresses.isTakenAlready(address, addresses(channels))) {
                throw taken;
            }
        }
    }

    private static DatagramChannel bound(InetSocketAddress address) throws IOException {
        ProtocolFamily family = address.getAddress().getAddress().length == 4
                ? StandardProtocolFamily.INET
                : StandardProtocolFamily.INET6;
        DatagramChannel channel = DatagramChannel.open(family);
        try {
            return channel.bind(address);
        } catch (IOException failed) {
            channel.close();
            throw failed;
        }
    }

    private StunServer start() {
        for (DatagramChannel channel : channels) {
            Thread.ofPlatform().daemon().name("stun").start(() -> serve(channel));
        }
        return this;
    }

    /** Where it listens, with the real port. */
    public List<InetSocketAddress> addresses() throws IOException {
        return addresses(channels);
    }

    private static List<InetSocketAddress> addresses(List<DatagramChannel> channels) throws IOException {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (DatagramChannel channel : channels) {
            addresses.add((InetSocketAddress) channel.getLocalAddress());
        }
        return addresses;
    }

    public StunCounters counters() {
        return counters;
    }

    private void serve(DatagramChannel channel) {
        ByteBuffer buffer = ByteBuffer.allocate(StunMessage.MOST_BYTES + 1);
        while (channel.isOpen()) {
            try {
                buffer.clear();
                InetSocketAddress source = (InetSocketAddress) channel.receive(buffer);
                if (source != null) {
                    byte[] packet = new byte[buffer.flip().remaining()];
                    buffer.get(packet);
                    counters.count(answer(channel, packet, source));
                }
            } catch (ClosedChannelException closed) {
                return;
            } catch (IOException failed) {
                counters.count(StunDisposition.READ_ERROR);
                LockSupport.parkNanos(AFTER_READ_ERROR_NANOS);
            }
        }
    }

    private StunDisposition answer(DatagramChannel channel, byte[] packet, InetSocketAddress source) {
        Optional<StunMessage> answer = source.getPort() == 0 ? Optional.empty() : answer(packet, source);
        if (answer.isEmpty()) {
            return StunDisposition.NOT_STUN;
        }
        IpAddress from = SocketAddresses.ip(source.getAddress());
        if (!allowed(from)) {
            return StunDisposition.RATE_LIMITED;
        }
        counters.countFamily(from.isV6());
        return send(channel, answer.get(), source);
    }

    private static Optional<StunMessage> answer(byte[] packet, InetSocketAddress source) {
        try {
            return StunResponder.answer(StunDecoder.decode(packet), SocketAddresses.transport(source));
        } catch (StunFormatException other) {
            return Optional.empty();
        }
    }

    private boolean allowed(IpAddress from) {
        synchronized (limit) {
            return limit.allows(from, System.nanoTime());
        }
    }

    private static StunDisposition send(DatagramChannel channel, StunMessage answer, InetSocketAddress to) {
        try {
            channel.send(ByteBuffer.wrap(StunEncoder.encode(answer)), to);
            return answer.kind() == StunClass.SUCCESS ? StunDisposition.SUCCESS : StunDisposition.REFUSED;
        } catch (IOException failed) {
            return StunDisposition.WRITE_ERROR;
        }
    }

    @Override
    public void close() throws IOException {
        closeAll(channels);
    }

    private static void closeAll(List<DatagramChannel> channels) throws IOException {
        for (DatagramChannel channel : channels) {
            channel.close();
        }
    }
}
