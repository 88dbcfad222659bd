// SPDX-License-Identifier: Apache-2.0
package mesh.mapping;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When STUN servers are asked: at once on demand, and while somebody wants to be called every 20 to 26 s, since many NATs
 * forget a mapping after 30 s. Time is any nanosecond clock that never goes back. Not safe for concurrent use.
 */
final class AskingTimes {
    static final Duration SHORTEST = Duration.ofSeconds(20);
    static final Duration LONGEST = Duration.ofSeconds(26);

    private final RandomGenerator random;
    private boolean isWanted;
    private boolean isDemanded;
    private long nextAt;

    AskingTimes(RandomGenerator random, long nowNanos) {
        this.random = random;
        this.nextAt = nowNanos;
    }

    void wanted(boolean wanted) {
        isWanted = wanted;
    }

    /** Once, as soon as can be. */
    void demand() {
        isDemanded = true;
    }

    /** A round begins. */
    void asked(long nowNanos) {
        isDemanded = false;
        nextAt = nowNanos + random.nextLong(SHORTEST.toNanos(), LONGEST.toNanos() + 1);
    }

    boolean isDue(long nowNanos) {
        return isDemanded || isWanted && nowNanos - nextAt >= 0;
    }

    /** How long nothing is due; {@code most} if nothing will be by itself. */
    long nanosUntilDue(long nowNanos, long most) {
        if (isDemanded) {
            return 0;
        }
        return isWanted ? Math.clamp(nextAt - nowNanos, 0, most) : most;
    }
}
