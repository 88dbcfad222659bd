// SPDX-License-Identifier: Apache-2.0
package mesh.desired;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import mesh.lock.Lockfile;
import mesh.model.Device;
import mesh.model.External;
import mesh.model.Host;
import mesh.model.Mesh;
import mesh.name.NodeName;
import mesh.net.Cidr;
import mesh.policy.FilterCompiler;
import mesh.policy.FilterRule;
import mesh.policy.HostFilter;
import mesh.policy.Parties;
import mesh.policy.Traffic;

/**
 * Gives every host the filter that holds the policy there: for packets to the host and to what is behind it, for those
 * that it passes from peer to peer, and for those to devices and external peers, which have no filter of ours.
 */
final class PolicyFilters {
    private final Map<NodeName, Host> hosts = new HashMap<>();
    private final SortedMap<NodeName, List<Cidr>> members = new TreeMap<>();
    private final SortedSet<Cidr> networks = new TreeSet<>();
    private final SortedSet<NodeName> devices = new TreeSet<>();
    private final SortedSet<Cidr> external = new TreeSet<>();
    private final Set<NodeName> relays = new HashSet<>();
    private final FilterCompiler compiler;

    private PolicyFilters(Mesh mesh, Lockfile lock, List<DesiredHost> desired) {
        lock.nodes().forEach((name, node) -> members.put(name, node.addresses().stream().map(Cidr::host).toList()));
        mesh.nodes().forEach(node -> {
            switch (node) {
                case Host host -> {
                    hosts.put(host.name(), host);
                    networks.addAll(host.routes());
                }
                case Device device -> devices.add(device.name());
                case External other -> external.addAll(other.allowedIps());
            }
        });
        networks.addAll(external);
        this.compiler = new FilterCompiler(mesh.policy(), members, networks);
        desired.stream().flatMap(host -> host.peers().stream()).filter(this::relays)
                .forEach(peer -> relays.add(peer.name()));
    }

    /** {@code desired} where the policy is open. */
    static List<DesiredHost> on(List<DesiredHost> desired, Mesh mesh, Lockfile lock) {
        if (mesh.policy().open()) {
            return desired;
        }
        PolicyFilters filters = new PolicyFilters(mesh, lock, desired);
        return desired.stream().map(filters::filtered).toList();
    }

    /** Whether {@code peer} carries packets of others. */
    private boolean relays(DesiredPeer peer) {
        List<Cidr> own = members.getOrDefault(peer.name(), List.of());
        Host host = hosts.get(peer.name());
        return host != null && peer.allowedIps().stream()
                .anyMatch(allowed -> !own.contains(allowed) && !host.routes().contains(allowed)
                        && allowed.prefixLength() > 0);
    }

    private DesiredHost filtered(DesiredHost desired) {
        Set<Cidr> reached = desired.peers().stream().flatMap(peer -> peer.allowedIps().stream())
                .collect(Collectors.toSet());
        Host host = hosts.get(desired.name());
        if (host == null) {
            throw new IllegalArgumentException(desired.name() + " is not a host of the mesh");
        }
        boolean relay = relays.contains(host.name());
        SortedSet<NodeName> targets = new TreeSet<>(reached(relay ? members.keySet() : devices, reached));
        SortedSet<Cidr> behind = new TreeSet<>(relay ? networks : external);
        behind.retainAll(reached);
        SortedSet<Cidr> guarded = new TreeSet<>(external);
        guarded.retainAll(reached);
        reached(devices, reached).forEach(device -> guarded.addAll(members.getOrDefault(device, List.of())));
        targets.add(host.name());
        behind.addAll(host.routes());
        HostFilter filter = compiler.compile(new Parties(false, targets, behind, host.exitNode()), guarded);
        return desired.withGround(desired.ground().withFilter(desired.ground().agent()
                .map(agent -> withBeats(filter, agent, members.getOrDefault(host.name(), List.of()))).orElse(filter)));
    }

    /** What agents send each other is none of the policy's traffic, and without it they trust no way. */
    private static HostFilter withBeats(HostFilter filter, AgentService agent, List<Cidr> own) {
        List<Cidr> from = agent.peers().values().stream().flatMap(peer -> peer.addresses().stream()).map(Cidr::host)
                .sorted().toList();
        FilterRule beats = new FilterRule(false, from, own.stream().sorted().toList(), false,
                Traffic.parse("udp:" + agent.beatPort()));
        return new HostFilter(Stream.concat(filter.accepts().stream(), Stream.of(beats)).toList(), filter.guarded());
    }

    private List<NodeName> reached(Collection<NodeName> names, Set<Cidr> reached) {
        return names.stream()
                .filter(name -> members.getOrDefault(name, List.of()).stream().anyMatch(reached::contains)).toList();
    }
}
