// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Optional;

import mesh.files.FileContent;
import mesh.key.PublicKey;
import mesh.live.HostReading;
import mesh.live.LiveHost;
import mesh.lock.LockedKey;
import mesh.lock.LockedNode;
import mesh.lock.Lockfile;

/**
 * Hosts that switched to their next keys without the lock knowing, since the run that made them do it was killed. What
 * counts is the manifest: a host whose switch is not confirmed yet goes back by itself. Pure.
 */
public final class SwitchedKeys {
    private SwitchedKeys() {}

    /**
     * {@code lock}, with the next keys promoted that hosts have in use.
     *
     * @param today in UTC
     */
    public static Lockfile recorded(Lockfile lock, Collection<HostReading> readings, LocalDate today) {
        Lockfile known = lock;
        for (HostReading reading : readings) {
            if (reading instanceof HostReading.Read read) {
                Optional<PublicKey> next = lock.node(read.host()).flatMap(LockedNode::key).flatMap(LockedKey::next);
                if (next.filter(key -> hasApplied(read.live(), key)).isPresent()) {
                    known = known.promoted(read.host(), today);
                }
            }
        }
        return known;
    }

    private static boolean hasApplied(LiveHost host, PublicKey key) {
        String identity = new FileContent.PrivateKey(key).identity();
        return host.manifest().stream().flatMap(manifest -> manifest.files().stream())
                .anyMatch(entry -> entry.identity().equals(identity));
    }
}
