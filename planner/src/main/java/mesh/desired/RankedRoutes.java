// SPDX-License-Identifier: Apache-2.0
package mesh.desired;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import mesh.model.Host;
import mesh.name.NodeName;
import mesh.net.Cidr;
import mesh.path.Path;
import mesh.path.Paths;

/** Networks that several hosts have behind them, and by whom of those each node reaches them. */
final class RankedRoutes {
    private static final Comparator<PeerSource> RANK = Comparator.comparing(RankedRoutes::priority)
            .thenComparing(PeerSource::name);

    private final SortedMap<Cidr, List<PeerSource>> shared = new TreeMap<>();
    private final Map<NodeName, PeerSource> sources;
    private final Paths paths;

    /**
     * A way to such a network.
     *
     * @param router a host that has it behind it
     * @param peer to whom the packets are handed: the router or a hub
     */
    record Way(PeerSource router, NodeName peer) {}

    /** @param sources all nodes that take part */
    RankedRoutes(Map<NodeName, PeerSource> sources, Paths paths) {
        this.sources = sources;
        this.paths = paths;
        Map<Cidr, List<PeerSource>> all = new TreeMap<>();
        sources.values().forEach(source -> source.networks()
                .forEach(network -> all.computeIfAbsent(network, key -> new ArrayList<>()).add(source)));
        all.forEach((network, routers) -> {
            if (routers.size() > 1 && areRanked(routers)) {
                shared.put(network, routers.stream().sorted(RANK).toList());
            }
        });
    }

    /** Two of one rank are no pair: a valid spec has none. */
    private static boolean areRanked(List<PeerSource> routers) {
        return routers.stream().allMatch(router -> router.node() instanceof Host)
                && routers.stream().map(RankedRoutes::priority).distinct().count() == routers.size();
    }

    private static int priority(PeerSource source) {
        return source.node() instanceof Host host ? host.passage().priority() : 0;
    }

    /** Those networks, sorted. */
    Collection<Cidr> networks() {
        return shared.keySet();
    }

    boolean isShared(Cidr network) {
        return shared.containsKey(network);
    }

    /** Without those that {@code own} reaches by another router than {@code router}, or without the mesh. */
    List<Cidr> reached(PeerSource own, PeerSource router, List<Cidr> allowedIps) {
        if (shared.isEmpty() || router.networks().stream().noneMatch(this::isShared)) {
            return allowedIps;
        }
        return allowedIps.stream().filter(one -> !isShared(one) || isPreferred(own, router, one)).toList();
    }

    private boolean isPreferred(PeerSource own, PeerSource router, Cidr network) {
        return ways(own, network).stream().findFirst().filter(way -> way.router() == router).isPresent();
    }

    /**
     * The preferred one first, no peer twice. Empty for a node that has the network itself: a router of it, or one at the
     * site of a router.
     */
    List<Way> ways(PeerSource own, Cidr network) {
        List<PeerSource> routers = shared.getOrDefault(network, List.of());
        List<Way> ways = new ArrayList<>();
        for (PeerSource router : routers) {
            if (router == own || router.atSiteOf(own.node())) {
                return List.of();
            }
            peer(own, router).filter(peer -> ways.stream().noneMatch(way -> way.peer().equals(peer)))
                    .ifPresent(peer -> ways.add(new Way(router, peer)));
        }
        return ways;
    }

    /** A hub at the site of a router has no way through the mesh to what is behind it. */
    private Optional<NodeName> peer(PeerSource own, PeerSource router) {
        return switch (paths.between(own.name(), router.name())) {
            case Path.Session session -> Optional.of(router.name());
            case Path.Hub(NodeName hub) -> Optional.ofNullable(sources.get(hub))
                    .filter(found -> !router.atSiteOf(found.node())).map(PeerSource::name);
            case Path.None none -> Optional.empty();
            case Path.Unlinked unlinked -> Optional.empty();
        };
    }
}
