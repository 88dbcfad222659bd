// SPDX-License-Identifier: Apache-2.0
package mesh.shim;

import java.io.IOException;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

import mesh.derp.RelayPublicKey;
import mesh.net.TransportAddress;
import mesh.probe.PacketInjector;

/** One relayed peer: a socket that is connected to WireGuard's, and its counts. Safe for concurrent use. */
final class ShimPeer {
    /** So often, at the most, it is told that WireGuard has packets for the peer. */
    private static final long BETWEEN_WORDS = Duration.ofMillis(500).toNanos();

    private static final int MOST_AT_ONCE = 256;

    /** First byte of WireGuard's packets that carry something, or nothing, when they are as long as a keepalive. */
    private static final byte DATA = 4;
    private static final int KEEPALIVE_BYTES = 32;

    /** A peer whose packets go directly. @param local where WireGuard is called by the peer */
    record Direct(TransportAddress remote, TransportAddress local) {}

    private final RelayPublicKey key;
    private final DatagramChannel channel;
    private final LongAdder out = new LongAdder();
    private final LongAdder outBytes = new LongAdder();
    private final LongAdder in = new LongAdder();
    private final LongAdder inBytes = new LongAdder();
    private final LongAdder injectedBytes = new LongAdder();
    private final LongAdder droppedOut = new LongAdder();
    private final LongAdder droppedIn = new LongAdder();
    private final HeldHandshake handshake;
    private volatile Optional<Direct> direct = Optional.empty();
    private long nextWord = System.nanoTime();

    ShimPeer(RelayPublicKey key, DatagramChannel channel, boolean leads) {
        this.key = key;
        this.channel = channel;
        this.handshake = new HeldHandshake(leads);
    }

    void direct(Optional<Direct> way) {
        direct = way;
    }

    RelayPublicKey key() {
        return key;
    }

    /**
     * Takes what WireGuard has, but not so much that other peers wait long. By the shim's thread alone.
     *
     * @return whether people's packets were among it: a keepalive or a handshake is WireGuard's own
     */
    boolean drain(ByteBuffer scratch, PacketSink sink) throws IOException {
        int taken = 0;
        boolean isUsed = false;
        while (taken < MOST_AT_ONCE && take(scratch.clear())) {
            scratch.flip();
            taken++;
            isUsed |= scratch.get(0) == DATA && scratch.remaining() > KEEPALIVE_BYTES;
            out.increment();
            outBytes.add(scratch.remaining());
            handshake.sent(scratch, System.nanoTime());
            if (!sink.send(key, scratch)) {
                droppedOut.increment();
            }
        }
        return isUsed;
    }

    /** False where there is nothing more; an empty packet, which WireGuard never sends, is passed over at the next look. */
    private boolean take(ByteBuffer scratch) throws IOException {
        try {
            return channel.read(scratch) > 0;
        } catch (PortUnreachableException notListening) {
            return false;
        }
    }

    /** Whether it is time to tell that WireGuard has packets. By the shim's thread alone. */
    boolean isWordDue(long nowNanos) {
        if (nowNanos - nextWord < 0) {
            return false;
        }
        nextWord = nowNanos + BETWEEN_WORDS;
        return true;
    }

    boolean deliver(ByteBuffer packet, Optional<PacketInjector> injector, PacketSink sink) {
        int bytes = packet.remaining();
        Optional<Direct> way = direct;
        if (!handshake.received(packet, System.nanoTime()) && way.isEmpty()) {
            repeatHandshake(sink);
            return true;
        }
        boolean isTaken = bytes > 0 && (way.isEmpty() ? write(packet) : inject(way.get(), packet, injector));
        if (!isTaken) {
            droppedIn.increment();
            return false;
        }
        in.increment();
        inBytes.add(bytes);
        if (way.isPresent()) {
            injectedBytes.add(bytes);
        }
        return true;
    }

    private boolean write(ByteBuffer packet) {
        try {
            return channel.write(packet) > 0;
        } catch (IOException tooLongOrNotListening) {
            return false;
        }
    }

    private static boolean inject(Direct way, ByteBuffer packet, Optional<PacketInjector> injector) {
        if (injector.isEmpty()) {
            return false;
        }
        try {
            injector.get().inject(way.remote(), way.local(), packet);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    void repeatHandshake(PacketSink sink) {
        handshake.unanswered(System.nanoTime()).ifPresent(packet -> sink.send(key, packet));
    }

    ShimCounts counts() {
        return new ShimCounts(out.sum(), outBytes.sum(), in.sum(), inBytes.sum(), injectedBytes.sum(),
                droppedOut.sum(), droppedIn.sum());
    }

    void close() throws IOException {
        channel.close();
    }
}
