// SPDX-License-Identifier: Apache-2.0
package mesh.shim;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * The last message by which WireGuard wanted to begin a session, while it is not answered. Its receiver takes it once only,
 * by its timestamp, and its sender waits for the answer until it sends the next. Safe for concurrent use.
 */
final class HeldHandshake {
    private static final byte INITIATION = 1;
    private static final byte RESPONSE = 2;
    private static final int INITIATION_BYTES = 148;
    /** WireGuard gives up after 90 s (REKEY_ATTEMPT_TIME); by then it has sent others. */
    private static final long KEPT_NANOS = Duration.ofSeconds(20).toNanos();

    private final byte[] message = new byte[INITIATION_BYTES];
    private volatile boolean isHeld;
    private long heldAt;

    /** @param packet stays as it is */
    void sent(ByteBuffer packet, long nowNanos) {
        if (packet.remaining() == INITIATION_BYTES && packet.get(packet.position()) == INITIATION) {
            synchronized (this) {
                packet.get(packet.position(), message);
                heldAt = nowNanos;
                isHeld = true;
            }
        }
    }

    /** @param packet stays as it is */
    void received(ByteBuffer packet) {
        if (isHeld && packet.hasRemaining() && packet.get(packet.position()) == RESPONSE) {
            isHeld = false;
        }
    }

    synchronized Optional<ByteBuffer> unanswered(long nowNanos) {
        return isHeld && nowNanos - heldAt < KEPT_NANOS
                ? Optional.of(ByteBuffer.wrap(message.clone()))
                : Optional.empty();
    }
}
