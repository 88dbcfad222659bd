// SPDX-License-Identifier: Apache-2.0
package mesh.path;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import mesh.model.Mesh;
import mesh.model.Topology;
import mesh.model.Topology.Shape;
import mesh.name.NodeName;

/**
 * The path of each two nodes. Worked out when asked for: a mesh of 1,000 hosts has half a million pairs. The path from
 * one end is that from the other, reversed. Two nodes of which none is a host talk through a hub or not at all: nobody
 * here configures either. Not thread-safe.
 */
public final class Paths {
    private final Topology topology;
    private final SortedMap<NodeName, Member> members = new TreeMap<>();
    private final List<Member> hubs = new ArrayList<>();
    private final Map<NodeName, Set<NodeName>> partners = new HashMap<>();
    private final Map<NodeName, Set<NodeName>> carriers = new HashMap<>();

    private Paths(Mesh mesh) {
        this.topology = mesh.topology();
        Map<Caller, Integer> callers = new HashMap<>();
        mesh.nodes().forEach(node -> members.put(node.name(), new Member(node, callers)));
        topology.hubs().forEach(hub -> hubs.add(member(hub)));
        if (!hubs.isEmpty()) {
            findCarriers();
        }
    }

    public static Paths of(Mesh mesh) {
        return new Paths(mesh);
    }

    /** @throws IllegalArgumentException if a name is not in the mesh, or both are the same */
    public Path between(NodeName one, NodeName other) {
        return between(member(one), member(other));
    }

    /**
     * How two nodes are peers, be it only so that one carries packets of the other; absent where they are not.
     *
     * @throws IllegalArgumentException if a name is not in the mesh, or both are the same
     */
    public Optional<Path.Direct> session(NodeName one, NodeName other) {
        if (between(one, other) instanceof Path.Direct direct) {
            return Optional.of(direct);
        }
        boolean carries = carriers.getOrDefault(one, Set.of()).contains(other)
                || carriers.getOrDefault(other, Set.of()).contains(one);
        return carries ? direct(member(one), member(other)) : Optional.empty();
    }

    /** Whether anybody carries packets for others. */
    public boolean hasHubs() {
        return !carriers.isEmpty();
    }

    /** Whether {@code host} passes packets of two others on. */
    public boolean forwards(NodeName host) {
        return carriers.values().stream().anyMatch(each -> each.contains(host));
    }

    /** Whether the two are to talk. */
    public boolean linked(NodeName one, NodeName other) {
        return topology.shape() != Shape.PAIRS
                || partners.computeIfAbsent(one, topology.links()::partnersOf).contains(other);
    }

    /** Why two linked nodes have no path: a clause, the names in order. */
    public String whyNone(NodeName one, NodeName other) {
        return PathAdvice.reason(this, Stream.of(one, other).sorted().map(this::member).toList());
    }

    /** All nodes by name. */
    SortedMap<NodeName, Member> members() {
        return members;
    }

    Topology topology() {
        return topology;
    }

    Member member(NodeName name) {
        Member member = members.get(name);
        if (member == null) {
            throw new IllegalArgumentException(name + " is not in the mesh");
        }
        return member;
    }

    Path between(Member one, Member other) {
        if (one == other) {
            throw new IllegalArgumentException("a path has two ends, not " + one.name() + " twice");
        }
        if (!linked(one.name(), other.name())) {
            return new Path.Unlinked();
        }
        Optional<Path.Direct> direct = mayBePeers(one, other) ? direct(one, other) : Optional.empty();
        return direct.<Path>map(way -> way).or(() -> hub(one, other).map(hub -> new Path.Hub(hub.name())))
                .orElseGet(Path.None::new);
    }

    private boolean mayBePeers(Member one, Member other) {
        return topology.shape() != Shape.HUB_AND_SPOKE || hubs.contains(one) || hubs.contains(other);
    }

    /** Whether the two could be peers, and how. */
    static Optional<Path.Direct> direct(Member one, Member other) {
        if (!one.isHost() && !other.isHost()) {
            return Optional.empty();
        }
        Optional<Call> call = other.callFrom(one);
        Optional<Call> callBack = one.callFrom(other);
        return call.isPresent() || callBack.isPresent()
                ? Optional.of(new Path.Direct(call, callBack))
                : Optional.empty();
    }

    private Optional<Member> hub(Member one, Member other) {
        if (topology.noPath().contains(one.name(), other.name())) {
            return Optional.empty();
        }
        return hubs.stream().filter(hub -> hub != one && hub != other)
                .filter(hub -> direct(one, hub).isPresent() && direct(hub, other).isPresent()).findFirst();
    }

    private void findCarriers() {
        List<Member> all = List.copyOf(members.values());
        for (int i = 0; i < all.size(); i++) {
            for (Member other : all.subList(i + 1, all.size())) {
                if (between(all.get(i), other) instanceof Path.Hub(NodeName hub)) {
                    carriers.computeIfAbsent(all.get(i).name(), name -> new HashSet<>()).add(hub);
                    carriers.computeIfAbsent(other.name(), name -> new HashSet<>()).add(hub);
                }
            }
        }
    }
}
