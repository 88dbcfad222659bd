// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Somebody's wish that a run comes to its end: no other host is begun, those in hand are finished. It is never taken back.
 * Safe for use by several threads.
 */
public final class StopSignal {
    private final AtomicBoolean requested = new AtomicBoolean();

    /** @return true for the first request */
    public boolean request() {
        return requested.compareAndSet(false, true);
    }

    /** True from the first request on. */
    public boolean requested() {
        return requested.get();
    }
}
