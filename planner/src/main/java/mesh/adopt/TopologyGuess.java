// SPDX-License-Identifier: Apache-2.0
package mesh.adopt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import mesh.adopt.Views.View;
import mesh.config.PeerConfig;
import mesh.key.PublicKey;
import mesh.name.NodeName;
import mesh.net.Cidr;

/**
 * Who talks to whom. Two nodes do if one of them has the other as a peer. A host that others send more of the mesh's
 * range to than its own address carries their packets.
 *
 * @param links lines of {@code topology.links}; none where everybody talks to everybody
 * @param hubs hosts that carry packets for others
 * @param onlyThroughHubs true where no two others are peers
 */
record TopologyGuess(List<String> links, List<NodeName> hubs, boolean onlyThroughHubs) {
    TopologyGuess {
        links = List.copyOf(links);
        hubs = List.copyOf(hubs);
    }

    static TopologyGuess of(MeshSketch sketch) {
        Map<PublicKey, NodeName> names = new HashMap<>();
        Set<NodeName> hosts = new TreeSet<>();
        sketch.hosts.forEach(host -> {
            hosts.add(host.name);
            host.key.ifPresent(key -> names.put(key, host.name));
        });
        sketch.strangers.forEach(stranger -> names.put(stranger.key(), stranger.name()));
        Map<NodeName, Set<NodeName>> peers = new HashMap<>();
        for (HostSketch host : sketch.hosts) {
            host.found.stream().flatMap(found -> found.config().peers().stream()).map(PeerConfig::publicKey)
                    .filter(names::containsKey).map(names::get).filter(other -> !other.equals(host.name))
                    .forEach(other -> join(peers, host.name, other));
        }
        List<NodeName> hubs = sketch.hosts.stream().filter(host -> carries(sketch, host)).map(host -> host.name)
                .toList();
        boolean throughHubs = !hubs.isEmpty() && hosts.stream().filter(host -> !hubs.contains(host))
                .allMatch(host -> hubs.containsAll(peers.getOrDefault(host, Set.of())));
        Set<NodeName> all = new TreeSet<>(names.values());
        all.addAll(hosts);
        return new TopologyGuess(hubs.isEmpty() ? links(all, hosts, peers) : List.of(), hubs, throughHubs);
    }

    private static void join(Map<NodeName, Set<NodeName>> peers, NodeName one, NodeName other) {
        peers.computeIfAbsent(one, name -> new HashSet<>()).add(other);
        peers.computeIfAbsent(other, name -> new HashSet<>()).add(one);
    }

    private static boolean carries(MeshSketch sketch, HostSketch host) {
        for (View view : sketch.views().of(host.key)) {
            for (Cidr network : view.peer().allowedIps()) {
                if (network.prefixLength() > 0 && sketch.inRange(network) && !host.owns(network)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A node that has all others stands with {@code any}; the other pairs stand one by one. */
    private static List<String> links(Set<NodeName> all, Set<NodeName> hosts, Map<NodeName, Set<NodeName>> peers) {
        List<String> links = new ArrayList<>();
        Set<NodeName> told = new HashSet<>();
        for (NodeName host : hosts) {
            if (peers.getOrDefault(host, Set.of()).size() == all.size() - 1) {
                links.add("[" + SpecText.quoted(host.text()) + ", any]");
                told.add(host);
            }
        }
        if (told.containsAll(hosts)) {
            return List.of();
        }
        for (NodeName one : all) {
            for (NodeName other : new TreeSet<>(peers.getOrDefault(one, Set.of()))) {
                if (one.compareTo(other) < 0 && !told.contains(one) && !told.contains(other)) {
                    links.add("[" + SpecText.quoted(one.text()) + ", " + SpecText.quoted(other.text()) + "]");
                }
            }
        }
        return links;
    }
}
