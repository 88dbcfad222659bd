// SPDX-License-Identifier: Apache-2.0
package mesh.path;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import mesh.model.Mesh;
import mesh.model.MeshAccess;
import mesh.model.Node;
import mesh.model.Topology;
import mesh.model.Topology.Shape;
import mesh.name.NodeName;
import mesh.policy.PolicyLinks;

/**
 * The path of each two nodes. Worked out when asked for: a mesh of 1,000 hosts has half a million pairs. The path from
 * one end is that from the other, reversed. Two nodes of which none is a host talk through a hub or not at all: nobody
 * here configures either. Safe for concurrent use.
 */
public final class Paths {
    private final Topology topology;
    private final PolicyLinks policy;
    private final SequencedMap<NodeName, Member> members = new LinkedHashMap<>();
    private final List<Member> hubs = new ArrayList<>();
    private final Agents agents;
    private final Map<NodeName, Set<NodeName>> partners = new ConcurrentHashMap<>();
    private final Map<NodeName, Set<NodeName>> carriers = new HashMap<>();

    private Paths(Mesh mesh) {
        this.topology = mesh.topology();
        this.policy = MeshAccess.links(mesh);
        this.agents = new Agents(mesh);
        Map<Caller, Caller> callers = new HashMap<>();
        mesh.nodes().sorted(Comparator.comparing(Node::name))
                .forEach(node -> members.put(node.name(), new Member(node, callers)));
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
    public Optional<Path.Session> session(NodeName one, NodeName other) {
        return session(member(one), member(other));
    }

    private Optional<Path.Session> session(Member one, Member other) {
        if (between(one, other) instanceof Path.Session session) {
            return Optional.of(session);
        }
        return hasHubs() && carries(one.name(), other.name()) ? leg(one, other) : Optional.empty();
    }

    private boolean carries(NodeName one, NodeName other) {
        return carriers.getOrDefault(one, Set.of()).contains(other)
                || carriers.getOrDefault(other, Set.of()).contains(one);
    }

    /**
     * Tells of {@link #session} with each of the nodes that are peers of {@code one}, sorted by name. Here and in what it
     * calls for each pair nothing captures: to make such a lambda costs more than all the rest, where the C1 compiler is alone.
     *
     * @throws IllegalArgumentException if the name is not in the mesh
     */
    public void eachSession(NodeName one, BiConsumer<NodeName, Path.Session> told) {
        Member own = member(one);
        for (Member other : members.values()) {
            Optional<Path.Session> session = other == own ? Optional.empty() : session(own, other);
            if (session.isPresent()) {
                told.accept(other.name(), session.get());
            }
        }
    }

    /** Whether agents find the way of one of its pairs, so that {@code host} runs one. */
    public boolean needsAgent(NodeName host) {
        return agents.hasRelay() && members.keySet().stream().filter(other -> !other.equals(host))
                .anyMatch(other -> relayed(host, other));
    }

    /**
     * Whether the agents of the two find the way.
     *
     * @throws IllegalArgumentException if a name is not in the mesh, or both are the same
     */
    public boolean relayed(NodeName one, NodeName other) {
        return session(one, other).filter(Path.Relayed.class::isInstance).isPresent();
    }

    /** Whether a relay is there, by which agents can find each other. */
    boolean hasRelay() {
        return agents.hasRelay();
    }

    /** Whether anybody carries packets for others. */
    public boolean hasHubs() {
        return !carriers.isEmpty();
    }

    /** Whether {@code host} passes packets of two others on. */
    public boolean forwards(NodeName host) {
        return carriers.values().stream().anyMatch(each -> each.contains(host));
    }

    /** Whether the policy lets either of the two begin anything with the other. */
    boolean allowed(NodeName one, NodeName other) {
        return policy.connects(one, other);
    }

    /** Whether the two are to talk, by topology and policy. */
    public boolean linked(NodeName one, NodeName other) {
        return allowed(one, other) && (topology.shape() != Shape.PAIRS
                || partners.computeIfAbsent(one, topology.links()::partnersOf).contains(other));
    }

    /** Why two linked nodes have no path: a clause, the names in order. */
    public String whyNone(NodeName one, NodeName other) {
        return PathAdvice.reason(this, Stream.of(one, other).sorted().map(this::member).toList());
    }

    /** All nodes by name, sorted. */
    SequencedMap<NodeName, Member> members() {
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
        boolean peers = mayBePeers(one, other);
        if (peers && agents.must(one, other)) {
            return new Path.Relayed();
        }
        Optional<Path.Direct> direct = peers ? direct(one, other) : Optional.empty();
        if (direct.isPresent()) {
            return direct.get();
        }
        Optional<Member> hub = hub(one, other);
        if (hub.isPresent()) {
            return new Path.Hub(hub.get().name());
        }
        return peers && !needsNone(one, other) && agents.may(one, other) ? new Path.Relayed() : new Path.None();
    }

    private boolean needsNone(Member one, Member other) {
        return topology.noPath().contains(one.name(), other.name());
    }

    private boolean mayBePeers(Member one, Member other) {
        return topology.shape() != Shape.HUB_AND_SPOKE || hubs.contains(one) || hubs.contains(other);
    }

    /** Whether one of the two can call the other, so that no path is missing; asked of all pairs. */
    boolean areInReach(Member one, Member other) {
        return mayBePeers(one, other) && (other.callFrom(one).isPresent() || one.callFrom(other).isPresent());
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
        if (needsNone(one, other)) {
            return Optional.empty();
        }
        for (Member hub : hubs) {
            if (hub != one && hub != other && isLeg(one, hub) && isLeg(hub, other)) {
                return Optional.of(hub);
            }
        }
        return Optional.empty();
    }

    /** Spokes have no other way than by their hub, so agents may find the one to it. */
    private boolean isLeg(Member one, Member other) {
        return direct(one, other).isPresent()
                || topology.shape() == Shape.HUB_AND_SPOKE && agents.may(one, other);
    }

    private Optional<Path.Session> leg(Member one, Member other) {
        if (agents.must(one, other)) {
            return Optional.of(new Path.Relayed());
        }
        return direct(one, other).<Path.Session>map(way -> way)
                .or(() -> isLeg(one, other) ? Optional.of(new Path.Relayed()) : Optional.empty());
    }

    /** Most pairs of a node have the hub of the pair before: only another one is looked up. */
    private void findCarriers() {
        List<Member> all = List.copyOf(members.values());
        List<Optional<NodeName>> last = new ArrayList<>(Collections.nCopies(all.size(), Optional.empty()));
        for (int i = 0; i < all.size(); i++) {
            for (int j = i + 1; j < all.size(); j++) {
                if (between(all.get(i), all.get(j)) instanceof Path.Hub(NodeName hub)) {
                    addCarrier(all, last, i, hub);
                    addCarrier(all, last, j, hub);
                }
            }
        }
    }

    private void addCarrier(List<Member> all, List<Optional<NodeName>> last, int carried, NodeName hub) {
        if (last.get(carried).filter(hub::equals).isEmpty()) {
            carriers.computeIfAbsent(all.get(carried).name(), name -> new HashSet<>()).add(hub);
            last.set(carried, Optional.of(hub));
        }
    }
}
