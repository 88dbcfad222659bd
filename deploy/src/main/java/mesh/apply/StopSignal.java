// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import java.util.concurrent.atomic.AtomicBoolean;

/** Somebody's wish that a run ends early: hosts in hand are finished, no other is begun. Safe for concurrent use. */
public final class StopSignal {
    private final AtomicBoolean requested = new AtomicBoolean();

    public void request() {
        requested.set(true);
    }

    public boolean requested() {
        return requested.get();
    }
}
