// SPDX-License-Identifier: Apache-2.0
package mesh.lock;

import java.util.List;

/**
 * What {@link LockUpdater} decided.
 *
 * @param lock the lock from here on; equal to the old one where nothing had to be decided
 * @param notes one line for people on each decision, in a fixed order
 */
public record LockUpdate(Lockfile lock, List<String> notes) {
    public LockUpdate {
        notes = List.copyOf(notes);
    }
}
