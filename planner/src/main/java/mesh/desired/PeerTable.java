// SPDX-License-Identifier: Apache-2.0
package mesh.desired;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

import mesh.lock.Lockfile;
import mesh.model.Mesh;
import mesh.name.NodeName;
import mesh.net.Cidr;
import mesh.net.Endpoint;
import mesh.path.Call;
import mesh.path.Path;
import mesh.path.Paths;

/** Who is whose peer, and for whom: the paths of all pairs, as each end has to be configured for them. */
final class PeerTable {
    /** Sorted by name. */
    private final SequencedMap<NodeName, PeerSource> sources = new LinkedHashMap<>();
    private final Paths paths;
    private final RankedRoutes ranked;

    /**
     * A peer of a node.
     *
     * @param source whom
     * @param endpoint where the node calls it; absent: it calls first
     * @param keepsOpen true where the node has to send keepalives
     * @param byAgent true where agents find the way
     * @param far whose packets the peer carries between them and the node
     */
    record Entry(PeerSource source, Optional<Endpoint> endpoint, boolean keepsOpen, boolean byAgent,
            List<PeerSource> far) {}

    /** @throws IllegalStateException if the lock lacks a node */
    PeerTable(Mesh mesh, Lockfile lock) {
        mesh.nodes().map(node -> PeerSource.of(node, lock)).filter(PeerSource::takesPart)
                .sorted(Comparator.comparing(PeerSource::name))
                .forEach(source -> sources.put(source.name(), source));
        this.paths = Paths.of(mesh);
        this.ranked = new RankedRoutes(sources, paths);
    }

    Paths paths() {
        return paths;
    }

    /** Networks that several hosts have behind them. */
    RankedRoutes ranked() {
        return ranked;
    }

    /** All nodes that take part, sorted by name. */
    List<PeerSource> sources() {
        return List.copyOf(sources.values());
    }

    /** The node of that name; absent where it takes no part. */
    Optional<PeerSource> source(NodeName name) {
        return Optional.ofNullable(sources.get(name));
    }

    /** The peers of {@code own}, sorted by name. */
    List<Entry> peersOf(PeerSource own) {
        Map<NodeName, List<PeerSource>> carried = carriedFor(own);
        List<Entry> entries = new ArrayList<>(sources.size());
        paths.eachSession(own.name(), (name, session) -> {
            PeerSource other = sources.get(name);
            if (other != null) {
                entries.add(entry(other, session, carried));
            }
        });
        return entries;
    }

    private static Entry entry(PeerSource other, Path.Session session, Map<NodeName, List<PeerSource>> carried) {
        Optional<Call> call = session.call();
        return new Entry(other, call.isPresent() ? other.endpoint(call.get()) : Optional.empty(),
                session.needsKeepalive(), session instanceof Path.Relayed,
                carried.isEmpty() ? List.of() : carried.getOrDefault(other.name(), List.of()));
    }

    private Map<NodeName, List<PeerSource>> carriedFor(PeerSource own) {
        Map<NodeName, List<PeerSource>> carried = new HashMap<>();
        if (paths.hasHubs()) {
            for (PeerSource other : sources.values()) {
                if (other != own && paths.between(own.name(), other.name()) instanceof Path.Hub(NodeName hub)) {
                    carried.computeIfAbsent(hub, name -> new ArrayList<>()).add(other);
                }
            }
        }
        return carried;
    }

    /** What the peer of {@code entry} carries for {@code own}, sorted. */
    List<Cidr> carried(PeerSource own, Entry entry) {
        if (entry.far().isEmpty()) {
            return List.of();
        }
        return entry.far().stream().flatMap(far -> reached(own, entry.source(), far).stream()).sorted().toList();
    }

    /** What {@code own} reaches through the peer of {@code entry}: its own and what it carries, sorted. */
    List<Cidr> allowed(PeerSource own, Entry entry, List<Cidr> carried) {
        List<Cidr> direct = reached(own, entry.source(), entry.source());
        return carried.isEmpty() ? direct : Stream.concat(direct.stream(), carried.stream()).sorted().toList();
    }

    /**
     * What of {@code far} is reached from {@code own} through {@code peer}, which is {@code far} itself or carries its
     * packets. Networks behind it are not reached from its own site, where they are connected already, nor through a hub
     * that stands there and so has no way through the mesh to them. One that several have is reached by the preferred of them.
     */
    List<Cidr> reached(PeerSource own, PeerSource peer, PeerSource far) {
        return far.atSiteOf(own.node()) || peer != far && far.atSiteOf(peer.node())
                ? far.addresses()
                : ranked.reached(own, far, far.allowedIps());
    }
}
