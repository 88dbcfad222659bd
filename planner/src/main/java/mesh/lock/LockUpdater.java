// SPDX-License-Identifier: Apache-2.0
package mesh.lock;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import mesh.ipam.AddressAllocator;
import mesh.ipam.AddressClaim;
import mesh.ipam.PoolExhaustedException;
import mesh.model.Device;
import mesh.model.External;
import mesh.model.Host;
import mesh.model.Mesh;
import mesh.model.Node;
import mesh.name.NodeName;
import mesh.net.Cidr;
import mesh.net.InterfaceName;
import mesh.net.IpAddress;
import mesh.net.Port;
import mesh.path.Paths;
import mesh.spec.Problem;
import mesh.spec.SourcePosition;
import mesh.spec.SpecException;

/**
 * Decides what the spec leaves open, once: a node keeps its addresses, port and key whatever happens to others, to the
 * order of the spec and to its own name. Pure.
 */
public final class LockUpdater {
    private LockUpdater() {}

    /**
     * The lock that goes with {@code mesh}. Updating it again with the same mesh changes nothing.
     *
     * @throws SpecException if a range has too few addresses
     */
    public static LockUpdate update(Mesh mesh, Lockfile old) {
        Succession succession = Succession.of(mesh, old);
        List<String> notes = new ArrayList<>(succession.notes());
        SortedMap<NodeName, List<IpAddress>> addresses = allocate(mesh, succession);
        SortedMap<NodeName, Port> ports = PortAssigner.assign(mesh, succession.nodes());
        Set<NodeName> agents = withAgents(mesh, succession);
        SortedMap<NodeName, LockedNode> nodes = new TreeMap<>();
        takers(mesh).forEach(node -> {
            LockedNode before = succession.nodes().getOrDefault(node.name(), LockedNode.UNDECIDED);
            LockedNode after = decide(mesh, node, before, agents, addresses, ports);
            notes.addAll(AddressNotes.of(node.name(), before.addresses(), after.addresses()));
            notes.addAll(leftInterface(node, before, after));
            nodes.put(node.name(), after);
        });
        SortedMap<NodeName, Tombstone> removed = Graves.settle(mesh, nodes, succession.removed(), notes);
        return new LockUpdate(new Lockfile(mesh.name(), nodes, removed, old.authorities()), notes);
    }

    /** The nodes that have addresses of the mesh. */
    static Stream<Node> takers(Mesh mesh) {
        return Stream.<List<? extends Node>>of(mesh.hosts(), mesh.devices()).flatMap(List::stream);
    }

    /** Hosts that go on to run an agent. */
    private static Set<NodeName> withAgents(Mesh mesh, Succession succession) {
        Set<NodeName> known = succession.nodes().entrySet().stream()
                .filter(entry -> entry.getValue().agent().isPresent()).map(Map.Entry::getKey)
                .collect(Collectors.toCollection(HashSet::new));
        if (!known.isEmpty()) {
            Paths paths = Paths.of(mesh);
            known.removeIf(host -> mesh.hosts().stream().noneMatch(each -> each.name().equals(host))
                    || !paths.needsAgent(host));
        }
        return known;
    }

    private static LockedNode decide(Mesh mesh, Node node, LockedNode before, Set<NodeName> agents,
            SortedMap<NodeName, List<IpAddress>> addresses, SortedMap<NodeName, Port> ports) {
        List<IpAddress> own = addresses.getOrDefault(node.name(), List.of());
        return switch (node) {
            case Host host -> new LockedNode(own, Optional.ofNullable(ports.get(host.name())),
                    before.reach().flatMap(reach -> before.key()),
                    Optional.of(new Reach(host.os(), host.format(), mesh.network().interfaceName(), host.ssh(),
                            host.isProtected())),
                    before.presharedEpoch().filter(epoch -> isAboveSpec(mesh, epoch)),
                    host.relay().flatMap(relay -> before.relay()),
                    before.certificate().filter(made -> holdsCertificate(mesh, host)),
                    before.agent().filter(key -> agents.contains(host.name())));
            case Device device -> new LockedNode(own, Optional.empty(), exportedKey(device, before), Optional.empty());
            case External external -> throw new IllegalArgumentException(external.name() + " takes no address");
        };
    }

    /** The key that was made for the device, unless the spec has one, or it was a host's. */
    private static Optional<LockedKey> exportedKey(Device device, LockedNode before) {
        boolean ofHost = before.reach().isPresent() || device.publicKey().isPresent();
        return ofHost ? Optional.empty() : before.key();
    }

    private static boolean holdsCertificate(Mesh mesh, Host host) {
        return mesh.certificates().filter(section -> section.holders().containsKey(host.name())).isPresent();
    }

    private static boolean isAboveSpec(Mesh mesh, int epoch) {
        return mesh.keys().presharedEpoch().filter(fromSpec -> epoch > fromSpec).isPresent();
    }

    /** One name of the mesh's interface is kept, so the old one cannot be taken down once the spec has another. */
    private static List<String> leftInterface(Node node, LockedNode before, LockedNode after) {
        Optional<InterfaceName> old = before.reach().map(Reach::interfaceName);
        boolean left = before.carriesConfiguration() && !old.equals(after.reach().map(Reach::interfaceName));
        return left && after.reach().isPresent()
                ? List.of(node.name() + " keeps " + old.get() + " as it is: take it down by hand")
                : List.of();
    }

    private static SortedMap<NodeName, List<IpAddress>> allocate(Mesh mesh, Succession succession) {
        Set<IpAddress> withheld = new HashSet<>();
        succession.removed().values().forEach(tombstone -> withheld.addAll(tombstone.addresses()));
        List<Cidr> reserved = new ArrayList<>();
        mesh.externals().forEach(external -> reserved.addAll(external.allowedIps()));
        mesh.hosts().forEach(host -> reserved.addAll(host.routes()));
        List<AddressClaim> claims = takers(mesh).map(node -> new AddressClaim(node.name(), node.pinnedAddresses(),
                succession.nodes().getOrDefault(node.name(), LockedNode.UNDECIDED).addresses())).toList();
        try {
            return new AddressAllocator(withheld, reserved).allocate(mesh.network().ranges(), claims);
        } catch (PoolExhaustedException full) {
            throw new SpecException(List.of(tooSmall(full, succession.removed())));
        }
    }

    /** Since a range with fewer addresses than nodes is a problem of the spec, removed nodes have the rest. */
    private static Problem tooSmall(PoolExhaustedException full, SortedMap<NodeName, Tombstone> removed) {
        String key = full.range().isV6() ? "network.ipv6" : "network.ipv4";
        List<String> holders = removed.entrySet().stream()
                .filter(grave -> grave.getValue().addresses().stream().anyMatch(full.range()::contains))
                .map(grave -> grave.getKey().text()).toList();
        String message = full.range() + " has no address left for " + full.node() + ": removed nodes still keep "
                + holders.size() + " of its addresses";
        String advice = "free one with 'mesh lock --release " + holders.stream().findFirst().orElse("NAME")
                + "' once nothing uses it, or give " + key + " a larger range";
        return new Problem(LockProblemId.RANGE_FULL.text(), Problem.Severity.ERROR, "mesh.yaml", SourcePosition.START,
                key, message, advice, "");
    }
}
