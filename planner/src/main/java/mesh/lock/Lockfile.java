// SPDX-License-Identifier: Apache-2.0
package mesh.lock;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import mesh.key.PublicKey;
import mesh.key.RelayKey;
import mesh.name.MeshName;
import mesh.name.NodeName;
import mesh.tls.Certificate;

/**
 * All decisions about one mesh. Immutable.
 *
 * @param mesh whose lock it is
 * @param nodes hosts and devices of the spec, by name
 * @param removed what left the spec, by its last name
 * @param authorities certificates of the authorities that hosts trust; the first one signs
 */
public record Lockfile(MeshName mesh, SortedMap<NodeName, LockedNode> nodes, SortedMap<NodeName, Tombstone> removed,
        List<Certificate> authorities) {
    /** Of a mesh without an authority. */
    public Lockfile(MeshName mesh, SortedMap<NodeName, LockedNode> nodes, SortedMap<NodeName, Tombstone> removed) {
        this(mesh, nodes, removed, List.of());
    }

    public Lockfile {
        authorities = List.copyOf(authorities);
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
     * The same with {@code host}'s key. A key that differs from the one before begins the next generation and ends any
     * rotation, unless it is the next key, which is promoted; the same key changes nothing.
     *
     * @param since the day it is recorded, in UTC
     * @throws IllegalArgumentException if {@code host} is not a host of this lock
     */
    public Lockfile withKey(NodeName host, PublicKey publicKey, LocalDate since) {
        return withKeys(Map.of(host, publicKey), since);
    }

    /** As {@link #withKey}, for several hosts. */
    public Lockfile withKeys(Map<NodeName, PublicKey> keys, LocalDate since) {
        SortedMap<NodeName, LockedNode> changed = new TreeMap<>(nodes);
        keys.forEach((host, publicKey) -> changed.put(host, withKey(host(host), publicKey, since)));
        return new Lockfile(mesh, changed, removed, authorities);
    }

    private static LockedNode withKey(LockedNode entry, PublicKey publicKey, LocalDate since) {
        Optional<LockedKey> before = entry.key();
        if (before.map(LockedKey::publicKey).equals(Optional.of(publicKey))) {
            return entry;
        }
        if (before.flatMap(LockedKey::next).equals(Optional.of(publicKey))) {
            return entry.withKey(before.orElseThrow().promoted(since));
        }
        int generation = before.map(key -> key.generation() + 1).orElse(1);
        return entry.withKey(new LockedKey(publicKey, generation, since));
    }

    /**
     * The same with the key that was made for {@code device}: its first, or one that replaces the former at once.
     *
     * @param since the day it is recorded, in UTC
     * @throws IllegalArgumentException if {@code device} is not a device of this lock
     */
    public Lockfile withDeviceKey(NodeName device, PublicKey publicKey, LocalDate since) {
        LockedNode entry = nodes.get(device);
        if (entry == null || entry.reach().isPresent()) {
            throw new IllegalArgumentException(device + " is not a device of the lock");
        }
        int generation = entry.key().map(key -> key.generation() + 1).orElse(1);
        return with(device, entry.withKey(new LockedKey(publicKey, generation, since)));
    }

    /**
     * The same with the key that follows {@code host}'s.
     *
     * @throws IllegalArgumentException if {@code host} has no key, or that very one
     */
    public Lockfile withNextKey(NodeName host, PublicKey next) {
        LockedKey key = key(host);
        if (key.publicKey().equals(next)) {
            throw new IllegalArgumentException("the next key of " + host + " is the one it has");
        }
        return with(host, host(host).withKey(key.withNext(next)));
    }

    /**
     * The same once {@code host} runs with its next key; its peers still know the former one.
     *
     * @param since the day, in UTC
     * @throws IllegalArgumentException if {@code host} has no key
     * @throws java.util.NoSuchElementException if it has no next key
     */
    public Lockfile promoted(NodeName host, LocalDate since) {
        return with(host, host(host).withKey(key(host).promoted(since)));
    }

    /** The same once no peer needs {@code host}'s former key. */
    public Lockfile retired(NodeName host) {
        return with(host, host(host).withKey(key(host).retired()));
    }

    /** The same with the preshared keys of {@code host} in an epoch of its own. */
    public Lockfile withPresharedEpoch(NodeName host, int epoch) {
        return with(host, host(host).withPresharedEpoch(Optional.of(epoch)));
    }

    /** The same with what clients know the relay of {@code host} by. */
    public Lockfile withRelay(NodeName host, LockedRelay relay) {
        return with(host, host(host).withRelay(relay));
    }

    /** The same with the key that the agent of {@code host} is known by. */
    public Lockfile withAgent(NodeName host, RelayKey key) {
        return with(host, host(host).withAgent(key));
    }

    /** The same with other authorities, the one that signs first. */
    public Lockfile withAuthorities(List<Certificate> others) {
        return new Lockfile(mesh, nodes, removed, others);
    }

    /** The same with the certificate that was made for {@code host}. */
    public Lockfile withCertificate(NodeName host, Certificate certificate) {
        return with(host, host(host).withCertificate(certificate));
    }

    private LockedNode host(NodeName host) {
        LockedNode entry = nodes.get(host);
        if (entry == null || entry.reach().isEmpty()) {
            throw new IllegalArgumentException(host + " is not a host of the lock");
        }
        return entry;
    }

    private LockedKey key(NodeName host) {
        return host(host).key().orElseThrow(() -> new IllegalArgumentException(host + " has no key yet"));
    }

    private Lockfile with(NodeName host, LockedNode entry) {
        SortedMap<NodeName, LockedNode> changed = new TreeMap<>(nodes);
        changed.put(host, entry);
        return new Lockfile(mesh, changed, removed, authorities);
    }

    /** The same with the keys of {@code hosts} not known: they are told anew, or are gone with the hosts' configuration. */
    public Lockfile withoutKeys(Collection<NodeName> hosts) {
        SortedMap<NodeName, LockedNode> changed = new TreeMap<>(nodes);
        hosts.forEach(host -> changed.computeIfPresent(host, (name, node) -> node.withoutKey()));
        return new Lockfile(mesh, changed, removed, authorities);
    }

    /** The same once {@code host}, which left the spec, is de-configured; its addresses stay reserved. */
    public Lockfile cleaned(NodeName host) {
        SortedMap<NodeName, Tombstone> changed = new TreeMap<>(removed);
        changed.computeIfPresent(host, (name, tombstone) -> tombstone.cleaned());
        changed.computeIfPresent(host, (name, tombstone) -> tombstone.addresses().isEmpty() ? null : tombstone);
        return new Lockfile(mesh, nodes, changed, authorities);
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
        return new Lockfile(mesh, nodes, changed, authorities);
    }
}
