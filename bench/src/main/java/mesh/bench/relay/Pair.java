// SPDX-License-Identifier: Apache-2.0
package mesh.bench.relay;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Two clients, and the packets on their way from the one to the other. A packet carries its number and the time it was due.
 *
 * @see Load
 */
final class Pair implements AutoCloseable {
    /** What a full packet of a WireGuard interface with MTU 1,340 or so comes to. */
    static final int PACKET_BYTES = 1400;

    final TlsClient from;
    final TlsClient to;
    private final Framing framing;
    private final ByteBuffer frame;
    private final int payloadAt;

    long sent;
    long received;
    /** The number of the latest packet that arrived; those before it are lost or here. */
    long lastSeen = -1;
    final Window window = new Window();
    long lastProgress;
    long due;

    /** @param header what stands before the payload of each packet that is sent */
    Pair(TlsClient from, TlsClient to, Framing framing, byte[] header) {
        this.from = from;
        this.to = to;
        this.framing = framing;
        this.frame = ByteBuffer.allocate(header.length + PACKET_BYTES).put(0, header);
        this.payloadAt = header.length;
    }

    /** Whether another packet may be sent before one arrives. */
    boolean mayFlood() {
        return sent - 1 - lastSeen < window.packets();
    }

    /** What is on its way will not arrive. */
    void giveUp() {
        lastSeen = sent - 1;
        window.lostAll();
    }

    /** Puts the next packet into a TLS record of its own, which {@link TlsClient#flush} writes. */
    void queue(long stamp) throws IOException {
        frame.putLong(payloadAt, sent++).putLong(payloadAt + Long.BYTES, stamp);
        from.queue(frame.clear());
    }

    /** Takes what arrived. */
    void receive(Load load) throws IOException {
        ByteBuffer in = to.read();
        while (true) {
            int length = framing.frameBytes(in);
            if (length < 0 || length > in.remaining()) {
                break;
            }
            int payload = framing.payloadAt(in);
            if (payload >= 0 && length - payload >= PACKET_BYTES) {
                long number = in.getLong(in.position() + payload);
                window.arrived(number, number - lastSeen - 1, sent);
                lastSeen = number;
                received++;
                load.arrived(in.getLong(in.position() + payload + Long.BYTES));
            }
            in.position(in.position() + length);
        }
        to.keepRest();
    }

    @Override
    public void close() throws IOException {
        from.close();
        to.close();
    }
}
