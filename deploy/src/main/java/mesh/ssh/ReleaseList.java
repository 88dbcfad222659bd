// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import java.util.ArrayList;
import java.util.List;

/** What a connection in the making holds open; released together, last first. What is added afterwards is released at once. */
final class ReleaseList {
    /** Guarded by this, as is the next. */
    private final List<Runnable> releases = new ArrayList<>();
    private boolean released;

    synchronized void add(Runnable release) {
        if (released) {
            release.run();
        } else {
            releases.add(release);
        }
    }

    void release() {
        List<Runnable> open;
        synchronized (this) {
            released = true;
            open = List.copyOf(releases);
            releases.clear();
        }
        open.reversed().forEach(Runnable::run);
    }
}
