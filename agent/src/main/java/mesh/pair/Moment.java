// SPDX-License-Identifier: Apache-2.0
package mesh.pair;

import java.time.Duration;

/** Times inside a pair: nanoseconds since it began, so that they compare as numbers. */
final class Moment {
    /** Later than all others. */
    static final long NEVER = Long.MAX_VALUE;
    /** Earlier than all others, and far from overflow. */
    static final long LONG_AGO = -Duration.ofDays(10_000).toNanos();

    private Moment() {}

    static long millis(long count) {
        return count * 1_000_000;
    }

    static long seconds(long count) {
        return count * 1_000_000_000;
    }

    static long earliest(long... moments) {
        long earliest = NEVER;
        for (long moment : moments) {
            earliest = Math.min(earliest, moment);
        }
        return earliest;
    }
}
