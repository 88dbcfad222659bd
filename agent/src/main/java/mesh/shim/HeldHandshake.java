// SPDX-License-Identifier: Apache-2.0
package mesh.shim;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * The last message by which WireGuard wanted to begin a session, while it is not answered. Its receiver takes it once only,
 * by its timestamp, and its sender waits for the answer until it sends the next. Safe for concurrent use.
 *
 * <p>Where both sides begin at the same time, as they do when a relay connects them, each WireGuard gives its own handshake
 * up for the other's, and takes neither answer: there is no session until one of them begins again, five seconds later. So
 * one side leads: its handshake is the one that counts.
 */
final class HeldHandshake {
    private static final byte INITIATION = 1;
    private static final byte RESPONSE = 2;
    private static final int INITIATION_BYTES = 148;
    private static final int RESPONSE_BYTES = 92;
    /** WireGuard gives up after 90 s (REKEY_ATTEMPT_TIME); by then it has sent others. */
    private static final long KEPT_NANOS = Duration.ofSeconds(20).toNanos();
    /** WireGuard begins again after that time (REKEY_TIMEOUT). */
    private static final long AWAITED_NANOS = Duration.ofSeconds(5).toNanos();

    private final boolean leads;
    private final byte[] message = new byte[INITIATION_BYTES];
    private volatile boolean isHeld;
    /**
     * The peer's that has to wait, with all its copies: one of them would undo what the peer's answer begins. Another one
     * passes: the peer may take none of ours, as after a clock was set back.
     */
    private Optional<ByteBuffer> refused = Optional.empty();
    private long heldAt;

    /** @param leads whether this side's handshake counts where both begin one */
    HeldHandshake(boolean leads) {
        this.leads = leads;
    }

    /** @param packet stays as it is */
    void sent(ByteBuffer packet, long nowNanos) {
        if (is(INITIATION, INITIATION_BYTES, packet)) {
            synchronized (this) {
                packet.get(packet.position(), message);
                heldAt = nowNanos;
                isHeld = true;
            }
        }
    }

    /**
     * Takes note of a packet from the peer.
     *
     * @param packet stays as it is
     * @return false if WireGuard must not have it: the peer is to answer ours instead, which is to be sent once more
     */
    boolean received(ByteBuffer packet, long nowNanos) {
        boolean begins = is(INITIATION, INITIATION_BYTES, packet);
        return !isHeld || !begins && !is(RESPONSE, RESPONSE_BYTES, packet) || passes(packet, begins, nowNanos);
    }

    private static boolean is(byte type, int bytes, ByteBuffer packet) {
        return packet.remaining() == bytes && packet.get(packet.position()) == type;
    }

    private synchronized boolean passes(ByteBuffer packet, boolean begins, long nowNanos) {
        if (begins && leads && nowNanos - heldAt < AWAITED_NANOS
                && refused.filter(other -> !other.equals(packet)).isEmpty()) {
            refused = Optional.of(ByteBuffer.allocate(packet.remaining()).put(packet.duplicate()).flip());
            return false;
        }
        isHeld = false;
        refused = Optional.empty();
        return true;
    }

    synchronized Optional<ByteBuffer> unanswered(long nowNanos) {
        return isHeld && nowNanos - heldAt < KEPT_NANOS
                ? Optional.of(ByteBuffer.wrap(message.clone()))
                : Optional.empty();
    }
}
