// SPDX-License-Identifier: Apache-2.0
package mesh.mapping;

import java.time.Duration;

/**
 * Tells that this host, or this process, stood still: whoever looks every other second finds that many have passed. The clock
 * must go on while a host sleeps, and not be set by anybody. Not safe for concurrent use.
 */
final class SleepWatch {
    /** Longer than a busy machine keeps a thread waiting, shorter than any NAT forgets. */
    static final Duration SLEPT = Duration.ofSeconds(8);

    private long lookedAt;

    SleepWatch(long nowNanos) {
        this.lookedAt = nowNanos;
    }

    /** Looks. @return whether there was a gap since the last look */
    boolean slept(long nowNanos) {
        boolean slept = nowNanos - lookedAt >= SLEPT.toNanos();
        lookedAt = nowNanos;
        return slept;
    }
}
