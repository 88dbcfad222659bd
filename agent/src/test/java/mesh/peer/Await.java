// SPDX-License-Identifier: Apache-2.0
package mesh.peer;

import java.util.concurrent.locks.LockSupport;

/** Waits for what tells nobody of itself: looks every few milliseconds. */
public final class Await {
    private static final long LOOK_NANOS = 5_000_000;

    private Await() {}

    /** What is looked at. */
    public interface Condition {
        boolean holds() throws Exception;
    }

    /** @throws AssertionError if the condition does not hold within so many seconds, or cannot be looked at */
    public static void until(String what, long seconds, Condition condition) {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        while (!holds(what, condition)) {
            if (System.nanoTime() - end > 0 || Thread.interrupted()) {
                throw new AssertionError("not within " + seconds + " s: " + what);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private static boolean holds(String what, Condition condition) {
        try {
            return condition.holds();
        } catch (Exception failed) {
            throw new AssertionError("cannot look at: " + what, failed);
        }
    }
}
