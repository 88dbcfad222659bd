// SPDX-License-Identifier: Apache-2.0
package mesh.derp.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try, for ever: from half a second, doubled up to 30 s. Each wait is drawn between half
 * of that and all of it, so that the clients of a relay that comes back do not come at once. Not safe for concurrent use.
 */
final class Backoff {
    static final Duration FIRST = Duration.ofMillis(500);
    static final Duration LONGEST = Duration.ofSeconds(30);

    private final RandomGenerator random;
    private Duration next = FIRST;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** After one more failure. */
    synchronized Duration next() {
        long most = next.toNanos();
        next = next.multipliedBy(2).compareTo(LONGEST) < 0 ? next.multipliedBy(2) : LONGEST;
        return Duration.ofNanos(random.nextLong(most / 2, most + 1));
    }

    /** After a success. */
    synchronized void reset() {
        next = FIRST;
    }
}
