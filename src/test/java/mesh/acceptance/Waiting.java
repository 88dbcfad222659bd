// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition by asking again and again; for a time alone only where time is what is tested. */
final class Waiting {
    private static final Duration USUAL = Duration.ofSeconds(30);

    private Waiting() {}

    /** Lets time pass where that is what happens: a host that sleeps. */
    static void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    static void until(String what, BooleanSupplier condition) {
        until(what, USUAL, condition);
    }

    /** @throws AssertionError when it does not come true in time */
    static void until(String what, Duration limit, BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited " + limit.toSeconds() + " s in vain for " + what);
            }
            LockSupport.parkNanos(20_000_000);
        }
    }
}
