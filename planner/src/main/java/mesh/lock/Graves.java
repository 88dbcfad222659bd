// SPDX-License-Identifier: Apache-2.0
package mesh.lock;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import mesh.model.Mesh;
import mesh.name.NodeName;
import mesh.net.IpAddress;

/** What tombstones still hold once the living have what they pin. */
final class Graves {
    private Graves() {}

    /**
     * A pinned address leaves its tombstone. A host whose machine another host took over is not to be de-configured: its
     * interface is the other's. A tombstone that holds nothing is gone.
     */
    static SortedMap<NodeName, Tombstone> settle(Mesh mesh, SortedMap<NodeName, LockedNode> nodes,
            SortedMap<NodeName, Tombstone> removed, List<String> notes) {
        Set<IpAddress> inUse = nodes.values().stream().flatMap(node -> node.addresses().stream())
                .collect(Collectors.toSet());
        SortedMap<NodeName, Tombstone> settled = new TreeMap<>();
        removed.forEach((name, tombstone) -> {
            List<IpAddress> kept = tombstone.addresses().stream().filter(address -> !inUse.contains(address)).toList();
            tombstone.addresses().stream().filter(inUse::contains)
                    .forEach(address -> notes.add(address + " of " + name + ", which left, is pinned by another node"));
            Optional<Reach> pending = tombstone.pending().filter(reach -> !takenOver(mesh, reach));
            if (pending.isEmpty() && tombstone.pending().isPresent()) {
                notes.add("the machine of " + name + ", which left, belongs to another host of the mesh");
            }
            if (!kept.isEmpty() || pending.isPresent()) {
                settled.put(name, new Tombstone(kept, tombstone.publicKey(), pending));
            }
        });
        return settled;
    }

    private static boolean takenOver(Mesh mesh, Reach reach) {
        return mesh.network().interfaceName().equals(reach.interfaceName()) && mesh.hosts().stream()
                .anyMatch(host -> host.ssh().host().equals(reach.ssh().host())
                        && host.ssh().port().equals(reach.ssh().port())
                        && host.ssh().jump().equals(reach.ssh().jump()));
    }
}
