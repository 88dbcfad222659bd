// SPDX-License-Identifier: Apache-2.0
package mesh.lock;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

import mesh.name.MeshName;
import mesh.name.NodeName;

/**
 * All decisions about one mesh. Immutable.
 *
 * @param mesh whose lock it is
 * @param nodes hosts and devices of the spec, by name
 * @param removed what left the spec, by its last name
 */
public record Lockfile(MeshName mesh, SortedMap<NodeName, LockedNode> nodes, SortedMap<NodeName, Tombstone> removed) {
    public Lockfile {
        nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
        removed = Collections.unmodifiableSortedMap(new TreeMap<>(removed));
    }

    /** The lock of a mesh that was never planned. */
    public static Lockfile empty(MeshName mesh) {
        return new Lockfile(mesh, new TreeMap<>(), new TreeMap<>());
    }
}
