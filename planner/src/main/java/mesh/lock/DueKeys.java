// SPDX-License-Identifier: Apache-2.0
package mesh.lock;

import java.time.LocalDate;
import java.util.SortedMap;
import java.util.TreeMap;

import mesh.model.KeyPolicy;
import mesh.name.NodeName;

/** Which hosts have keys that are as old as the spec lets them get. */
public final class DueKeys {
    private DueKeys() {}

    /**
     * Hosts that are due, with the day of their keys; none where the spec sets no age.
     *
     * @param today in UTC
     */
    public static SortedMap<NodeName, LocalDate> of(Lockfile lock, KeyPolicy policy, LocalDate today) {
        SortedMap<NodeName, LocalDate> due = new TreeMap<>();
        policy.rotateAfterDays()
                .ifPresent(days -> lock.nodes().forEach((name, node) -> node.reach().flatMap(reach -> node.key())
                        .map(LockedKey::since).filter(since -> !since.plusDays(days).isAfter(today))
                        .ifPresent(since -> due.put(name, since))));
        return due;
    }
}
