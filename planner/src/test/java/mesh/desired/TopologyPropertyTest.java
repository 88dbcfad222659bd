// SPDX-License-Identifier: Apache-2.0
package mesh.desired;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import mesh.lock.LockUpdater;
import mesh.lock.Lockfile;
import mesh.model.Host;
import mesh.model.Mesh;
import mesh.model.MeshBuilder;
import mesh.model.Node;
import mesh.name.NodeName;
import mesh.net.Cidr;
import mesh.path.Path;
import mesh.path.PathCheck;
import mesh.path.Paths;
import mesh.spec.ProblemId;
import mesh.spec.SpecException;
import mesh.spec.SpecSource;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever the topology: what hosts are given agrees with the paths, and packets arrive where a path leads. */
class TopologyPropertyTest {
    private static Lockfile lock(Mesh mesh) {
        return LockUpdater.update(mesh, Lockfile.empty(mesh.name())).lock();
    }

    private static DesiredMesh desired(Mesh mesh) {
        return DesiredStateBuilder.build(mesh, lock(mesh));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void noTwoPeersOfAHostHaveOverlappingAllowedIps(@ForAll long seed) {
        for (DesiredHost host : desired(AnyTopology.mesh(new AnyTopology(seed).text(0))).hosts()) {
            List<Cidr> seen = new ArrayList<>();
            for (Cidr allowed : host.peers().stream().flatMap(peer -> peer.allowedIps().stream()).toList()) {
                assertThat(seen).as(host.name() + " " + allowed).noneMatch(allowed::overlaps);
                seen.add(allowed);
            }
        }
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void theOrderOfHostsNeverMatters(@ForAll long seed, @ForAll long order) {
        Mesh one = AnyTopology.mesh(new AnyTopology(seed).text(1));
        Mesh other = AnyTopology.mesh(new AnyTopology(seed).text(order));
        assertThat(desired(other)).isEqualTo(desired(one));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void everyLinkedPairHasAPathOrIsReported(@ForAll long seed) {
        String text = new AnyTopology(seed).text(0);
        Mesh mesh = AnyTopology.mesh(text);
        Paths paths = Paths.of(mesh);
        List<String> without = new ArrayList<>();
        for (Node one : mesh.nodes().toList()) {
            for (Node other : mesh.nodes().toList()) {
                boolean ours = one instanceof Host && !one.equals(other);
                if (ours && paths.between(one.name(), other.name()) instanceof Path.None
                        && !mesh.topology().noPath().contains(one.name(), other.name())) {
                    without.add(one.name().text());
                    without.add(other.name().text());
                }
            }
        }
        List<String> told = new ArrayList<>();
        try {
            MeshBuilder.read(new SpecSource("mesh.yaml", text), PathCheck::check);
        } catch (SpecException invalid) {
            invalid.problems().stream().filter(problem -> problem.id().equals(ProblemId.NO_PATH.text()))
                    .forEach(problem -> told.add(problem.message().replaceAll(":.*", "")));
        }
        assertThat(told.isEmpty()).as(told + " told of " + without).isEqualTo(without.isEmpty());
        assertThat(without.stream().distinct()).allSatisfy(
                name -> assertThat(told)
                        .anyMatch(message -> message.contains(" more") || message.matches(".*\\b" + name + "\\b.*")));
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void packetsArriveFromBothEndsExactlyWhereAPathLeads(@ForAll long seed) {
        Mesh mesh = AnyTopology.mesh(new AnyTopology(seed).text(0));
        Lockfile lock = lock(mesh);
        Paths paths = Paths.of(mesh);
        Walk walk = new Walk(DesiredStateBuilder.build(mesh, lock));
        for (Node from : mesh.hosts()) {
            for (Node to : mesh.nodes().filter(node -> !node.equals(from)).toList()) {
                List<NodeName> expected = switch (paths.between(from.name(), to.name())) {
                    case Path.Session session -> List.of(from.name(), to.name());
                    case Path.Hub(NodeName hub) -> List.of(from.name(), hub, to.name());
                    case Path.None none -> List.of(from.name());
                    case Path.Unlinked unlinked -> List.of(from.name());
                };
                // A hub's own addresses are known to those it carries for, linked or not.
                if (expected.size() > 1 || paths.session(from.name(), to.name()).isEmpty()) {
                    addresses(lock, to)
                            .forEach(address -> assertThat(walk.from(from.name(), sources(lock, from), address))
                                    .as(from.name() + " to " + to.name()).isEqualTo(expected));
                }
            }
        }
    }

    private static List<Cidr> sources(Lockfile lock, Node node) {
        return addresses(lock, node).toList();
    }

    private static Stream<Cidr> addresses(Lockfile lock, Node node) {
        return lock.node(node.name()).stream().flatMap(locked -> locked.addresses().stream()).map(Cidr::host);
    }

    /** The way that WireGuard takes packets, by the allowed IPs of each host. */
    private static final class Walk {
        private final Map<NodeName, DesiredHost> hosts = new HashMap<>();

        Walk(DesiredMesh mesh) {
            mesh.hosts().forEach(host -> hosts.put(host.name(), host));
        }

        /** All nodes that a packet comes to; each takes it only from the peer that has its source. */
        List<NodeName> from(NodeName first, List<Cidr> sources, Cidr target) {
            List<NodeName> way = new ArrayList<>(List.of(first));
            Optional<NodeName> next = Optional.of(first);
            while (next.isPresent() && way.size() < 5) {
                NodeName here = next.get();
                next = peerFor(here, target).filter(there -> takes(there, here, sources, target));
                next.ifPresent(way::add);
            }
            return way;
        }

        private Optional<NodeName> peerFor(NodeName here, Cidr target) {
            return Optional.ofNullable(hosts.get(here)).stream().flatMap(host -> host.peers().stream())
                    .filter(peer -> peer.allowedIps().contains(target)).map(DesiredPeer::name).findFirst();
        }

        private boolean takes(NodeName there, NodeName from, List<Cidr> sources, Cidr target) {
            return !hosts.containsKey(there) || sources.stream().filter(source -> source.isV6() == target.isV6())
                    .allMatch(source -> peerFor(there, source).equals(Optional.of(from)));
        }
    }
}
