// SPDX-License-Identifier: Apache-2.0
package mesh.lock;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import mesh.key.PublicKey;
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

    /** What is decided about {@code name}; absent for externals and strangers. */
    public Optional<LockedNode> node(NodeName name) {
        return Optional.ofNullable(nodes.get(name));
    }

    /** What {@code name} left behind. */
    public Optional<Tombstone> tombstone(NodeName name) {
        return Optional.ofNullable(removed.get(name));
    }

    /**
     * The same with {@code host}'s key. A key that differs from the one before begins the next generation; the same key
     * changes nothing.
     *
     * @param since the day it is recorded, in UTC
     * @throws IllegalArgumentException if {@code host} is not a host of this lock
     */
    public Lockfile withKey(NodeName host, PublicKey publicKey, LocalDate since) {
        LockedNode entry = nodes.get(host);
        if (entry == null || entry.reach().isEmpty()) {
            throw new IllegalArgumentException(host + " is not a host of the lock");
        }
        Optional<LockedKey> before = entry.key();
        if (before.map(LockedKey::publicKey).equals(Optional.of(publicKey))) {
            return this;
        }
        int generation = before.map(key -> key.generation() + 1).orElse(1);
        SortedMap<NodeName, LockedNode> changed = new TreeMap<>(nodes);
        changed.put(host, entry.withKey(new LockedKey(publicKey, generation, since)));
        return new Lockfile(mesh, changed, removed);
    }

    /** The same with the keys of {@code hosts} not known: they are told anew, or are gone with the hosts' configuration. */
    public Lockfile withoutKeys(Collection<NodeName> hosts) {
        SortedMap<NodeName, LockedNode> changed = new TreeMap<>(nodes);
        hosts.forEach(host -> changed.computeIfPresent(host, (name, node) -> node.withoutKey()));
        return new Lockfile(mesh, changed, removed);
    }

    /** The same once {@code host}, which left the spec, is de-configured; its addresses stay reserved. */
    public Lockfile cleaned(NodeName host) {
        SortedMap<NodeName, Tombstone> changed = new TreeMap<>(removed);
        changed.computeIfPresent(host, (name, tombstone) -> tombstone.cleaned());
        changed.computeIfPresent(host, (name, tombstone) -> tombstone.addresses().isEmpty() ? null : tombstone);
        return new Lockfile(mesh, nodes, changed);
    }

    /**
     * The same without the tombstone of {@code name}: its addresses may be given to others, and a host that still carries
     * its configuration is forgotten.
     *
     * @throws IllegalArgumentException if nothing of that name left the spec
     */
    public Lockfile release(NodeName name) {
        if (!removed.containsKey(name)) {
            throw new IllegalArgumentException("nothing called " + name + " left the mesh");
        }
        SortedMap<NodeName, Tombstone> changed = new TreeMap<>(removed);
        changed.remove(name);
        return new Lockfile(mesh, nodes, changed);
    }
}
