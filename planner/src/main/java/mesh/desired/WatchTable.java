// SPDX-License-Identifier: Apache-2.0
package mesh.desired;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import mesh.desired.Watch.Group;
import mesh.model.Host;
import mesh.name.NodeName;
import mesh.net.Cidr;

/** What each host watches: networks that several peers lead to, and exits of which it has several. */
final class WatchTable {
    private final SortedMap<NodeName, Watch> watches = new TreeMap<>();

    WatchTable(PeerTable table, List<PeerSource> sources) {
        for (PeerSource source : sources) {
            if (source.node() instanceof Host host) {
                List<Group> groups = groups(table, source, host);
                if (!groups.isEmpty()) {
                    watches.put(host.name(), new Watch(groups));
                }
            }
        }
    }

    private static List<Group> groups(PeerTable table, PeerSource own, Host host) {
        Map<List<NodeName>, List<Cidr>> byPeers = new LinkedHashMap<>();
        for (Cidr network : table.ranked().networks()) {
            List<NodeName> peers = table.ranked().ways(own, network).stream().map(RankedRoutes.Way::peer).toList();
            byPeers.computeIfAbsent(peers, key -> new ArrayList<>()).add(network);
        }
        byPeers.computeIfAbsent(host.passage().exits(), key -> new ArrayList<>()).addAll(own.everything());
        List<Group> groups = new ArrayList<>();
        byPeers.forEach((peers, networks) -> {
            if (peers.size() > 1) {
                groups.add(new Group(networks.stream().sorted().toList(), peers));
            }
        });
        groups.sort(Comparator.comparing(group -> group.networks().getFirst()));
        return groups;
    }

    /** Absent for a host that has one peer for each network. */
    Optional<Watch> of(NodeName host) {
        return Optional.ofNullable(watches.get(host));
    }

    /** Whether either of the two listens whether the other is alive. */
    boolean watched(NodeName one, NodeName other) {
        return !watches.isEmpty() && (watches(one, other) || watches(other, one));
    }

    private boolean watches(NodeName host, NodeName peer) {
        return of(host).filter(watch -> watch.includes(peer)).isPresent();
    }
}
