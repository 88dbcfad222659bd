// SPDX-License-Identifier: Apache-2.0
package mesh.lock;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import mesh.model.Host;
import mesh.model.Mesh;
import mesh.name.NodeName;
import mesh.name.SiteName;
import mesh.net.Port;

/**
 * Listen ports: what the spec fixes, else the mesh's. Hosts behind the NAT of one site share its public address, so
 * each of them has a port of its own: the mesh's or one of the following ones, kept once given.
 */
final class PortAssigner {
    /** How far above the mesh's port a port that was given stays; beyond that the mesh's port has moved. */
    private static final int KEPT_SPAN = 1000;

    private static final int FIRST_UNPRIVILEGED = 1024;

    private PortAssigner() {}

    static SortedMap<NodeName, Port> assign(Mesh mesh, SortedMap<NodeName, LockedNode> before) {
        Port common = mesh.network().port();
        SortedMap<NodeName, Port> ports = new TreeMap<>();
        mesh.hosts().forEach(host -> ports.put(host.name(), host.port().orElse(common)));
        sharedSites(mesh).values().forEach(hosts -> assignSite(common, hosts, before, ports));
        return ports;
    }

    private static Map<SiteName, List<Host>> sharedSites(Mesh mesh) {
        return mesh.hosts().stream().filter(host -> host.behindNat() && host.site().isPresent())
                .collect(Collectors.groupingBy(host -> host.site().orElseThrow(), TreeMap::new, Collectors.toList()));
    }

    private static void assignSite(Port common, List<Host> hosts, SortedMap<NodeName, LockedNode> before,
            SortedMap<NodeName, Port> ports) {
        Set<Port> taken = hosts.stream().flatMap(host -> host.port().stream())
                .collect(Collectors.toCollection(HashSet::new));
        List<Host> open = hosts.stream().filter(host -> host.port().isEmpty()).toList();
        List<Host> moved = open.stream().filter(host -> {
            Optional<Port> kept = Optional.ofNullable(before.get(host.name())).flatMap(LockedNode::port)
                    .filter(port -> isNear(common, port)).filter(taken::add);
            kept.ifPresent(port -> ports.put(host.name(), port));
            return kept.isEmpty();
        }).toList();
        moved.forEach(host -> ports.put(host.name(), nextFree(common, taken)));
    }

    private static boolean isNear(Port common, Port port) {
        return port.number() >= common.number() && port.number() < common.number() + KEPT_SPAN;
    }

    private static Port nextFree(Port common, Set<Port> taken) {
        Port port = common;
        while (!taken.add(port)) {
            port = new Port(port.number() == Port.MAX ? FIRST_UNPRIVILEGED : port.number() + 1);
        }
        return port;
    }
}
