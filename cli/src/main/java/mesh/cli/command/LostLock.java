// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import mesh.cli.flow.Intent;
import mesh.cli.run.MeshException;
import mesh.live.HostReading;
import mesh.live.Manifest;
import mesh.lock.Lockfile;
import mesh.name.NodeName;

/**
 * Finds hosts that carry this mesh already while the lock's file does not know them. Its decisions are lost then, and
 * hosts would get other addresses. {@code --allow-destroy} lets it pass.
 */
final class LostLock {
    private LostLock() {}

    /** Says which hosts the file {@code lock} ought to know; absent where it knows all. */
    static Optional<String> warning(Intent intent, List<HostReading> readings, String lock) {
        List<NodeName> unknown = new ArrayList<>();
        for (HostReading reading : readings) {
            if (reading instanceof HostReading.Read read && read.live().manifest()
                    .filter(manifest -> manifest.mesh().equals(intent.mesh().name()))
                    .filter(manifest -> !isKnown(intent, manifest, reading.host())).isPresent()) {
                unknown.add(reading.host());
            }
        }
        String names = unknown.stream().map(NodeName::text).collect(Collectors.joining(", "));
        return unknown.isEmpty()
                ? Optional.empty()
                : Optional.of(lock + " does not know " + names + ", which already carr"
                        + (unknown.size() == 1 ? "ies" : "y") + " mesh " + intent.mesh().name() + ": restore " + lock
                        + " from git before you apply");
    }

    /** @throws MeshException if {@link #warning} has something to say */
    static void check(Intent intent, List<HostReading> readings, String lock) {
        warning(intent, readings, lock).ifPresent(lost -> {
            throw MeshException.error(lost,
                    "Nothing was written. If the hosts may get other addresses, apply with --allow-destroy.");
        });
    }

    /** Under its name, or under the one it had when it was applied last. */
    private static boolean isKnown(Intent intent, Manifest manifest, NodeName host) {
        return intent.saved().filter(lock -> knows(lock, host) || knows(lock, manifest.host())).isPresent();
    }

    private static boolean knows(Lockfile lock, NodeName name) {
        return lock.node(name).isPresent() || lock.tombstone(name).isPresent();
    }
}
