// SPDX-License-Identifier: Apache-2.0
package mesh.lock;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import mesh.model.Device;
import mesh.model.Host;
import mesh.model.Mesh;
import mesh.model.Node;
import mesh.name.NodeName;

/**
 * Which node of the spec continues which entry of the lock, and which entries nobody continues. A node continues the
 * entry of its own name, else that of the name it had ({@code was}, where that name is free), else a tombstone.
 *
 * @param nodes entries that are continued, under the names of the spec
 * @param removed tombstones, those of entries nobody continues included
 * @param notes one line on each that moved
 */
record Succession(SortedMap<NodeName, LockedNode> nodes, SortedMap<NodeName, Tombstone> removed, List<String> notes) {

    static Succession of(Mesh mesh, Lockfile old) {
        Succession succession = new Succession(new TreeMap<>(), new TreeMap<>(old.removed()), new ArrayList<>());
        SortedMap<NodeName, LockedNode> left = new TreeMap<>(old.nodes());
        Set<NodeName> present = mesh.nodes().map(Node::name).collect(Collectors.toCollection(TreeSet::new));
        LockUpdater.takers(mesh).forEach(node -> succession.take(node, left, node.name()));
        for (Host host : mesh.hosts()) {
            host.was().filter(former -> !present.contains(former))
                    .filter(former -> !succession.nodes.containsKey(host.name()))
                    .ifPresent(former -> succession.rename(host, left, former));
        }
        LockUpdater.takers(mesh).forEach(node -> succession.revive(node, node.name()));
        left.forEach(succession::bury);
        return succession;
    }

    private void take(Node node, SortedMap<NodeName, LockedNode> left, NodeName from) {
        LockedNode entry = left.remove(from);
        if (entry == null) {
            return;
        }
        nodes.put(node.name(), entry);
        if (node instanceof Device && entry.carriesConfiguration()) {
            removed.put(from, new Tombstone(List.of(), entry.publicKey(), entry.reach()));
            notes.add(from + " is a device from here on; the host " + from + " is to be de-configured");
        }
    }

    private void rename(Host host, SortedMap<NodeName, LockedNode> left, NodeName former) {
        take(host, left, former);
        revive(host, former);
        if (nodes.containsKey(host.name())) {
            notes.add(former + " is called " + host.name() + " from here on and keeps what it had");
        }
    }

    /** A node that is back gets the addresses its tombstone kept; a host that is back need not be de-configured. */
    private void revive(Node node, NodeName from) {
        Tombstone tombstone = removed.get(from);
        if (tombstone == null) {
            return;
        }
        if (!nodes.containsKey(node.name())) {
            nodes.put(node.name(),
                    new LockedNode(tombstone.addresses(), Optional.empty(), Optional.empty(), Optional.empty()));
            removed.put(from, new Tombstone(List.of(), tombstone.publicKey(), tombstone.pending()));
            notes.add(from + " is back and gets its addresses again");
        }
        if (node instanceof Host) {
            removed.computeIfPresent(from, (name, grave) -> grave.cleaned());
        }
    }

    private void bury(NodeName name, LockedNode entry) {
        Optional<Reach> pending = entry.carriesConfiguration() ? entry.reach() : Optional.empty();
        removed.merge(name, new Tombstone(entry.addresses(), entry.publicKey(), pending), Tombstone::joined);
        notes.add(name + " left; its addresses stay reserved"
                + (pending.isPresent() ? " and the host is to be de-configured" : ""));
    }
}
