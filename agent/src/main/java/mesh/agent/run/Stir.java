// SPDX-License-Identifier: Apache-2.0
package mesh.agent.run;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * Whether more passes through the interface than what keeps idle pairs open: a keepalive of either side each 25 s, a handshake
 * each two minutes. Reading WireGuard costs processes, so that it is not done for less. By the loop's thread alone.
 */
final class Stir {
    /** Packets that are nothing. */
    private static final long SLACK = 4;
    /** Each pair has one of these in so many nanoseconds. */
    private static final long SPACING = Duration.ofSeconds(5).toNanos();

    private OptionalLong before = OptionalLong.empty();
    private long beforeAt;

    /** WireGuard is read now. @param packets that the interface had till then; empty where nobody counts them */
    void read(OptionalLong packets, long nowNanos) {
        before = packets;
        beforeAt = nowNanos;
    }

    /** Whether so many packets since the last reading say that there is something to be read. */
    boolean isThere(OptionalLong packets, int pairs, long nowNanos) {
        if (packets.isEmpty() || before.isEmpty() || packets.getAsLong() < before.getAsLong()) {
            return true;
        }
        return packets.getAsLong() - before.getAsLong() > SLACK + pairs * ((nowNanos - beforeAt) / SPACING);
    }
}
