// SPDX-License-Identifier: Apache-2.0
package mesh.desired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import mesh.desired.PolicyWorld.Packet;
import mesh.lock.LockUpdater;
import mesh.lock.Lockfile;
import mesh.model.Host;
import mesh.model.Mesh;
import mesh.model.MeshBuilder;
import mesh.model.Meshes;
import mesh.name.NodeName;
import mesh.net.Cidr;
import mesh.policy.Party;
import mesh.policy.PolicyEvaluator;
import mesh.spec.ProblemText;
import mesh.spec.SpecException;
import mesh.spec.SpecSource;

/** From a spec's text to peers, allowed IPs and filters: exactly those packets arrive that the rules let. */
class PolicyModelPropertyTest {
    private static Mesh mesh(String spec) {
        try {
            return MeshBuilder.read(new SpecSource("mesh.yaml", spec)).mesh();
        } catch (SpecException refused) {
            throw new AssertionError(ProblemText.render(refused.problems()), refused);
        }
    }

    private static DesiredMesh desired(Mesh mesh) {
        return DesiredStateBuilder.build(mesh, lock(mesh));
    }

    private static Lockfile lock(Mesh mesh) {
        Lockfile lock = LockUpdater.update(mesh, Lockfile.empty(mesh.name())).lock();
        for (Host host : mesh.hosts()) {
            lock = lock.withKey(host.name(), Meshes.key(host.name().text()), LocalDate.EPOCH);
        }
        return lock;
    }

    /** An address, the node that it is at, and what a policy calls it. */
    private record Place(String address, PolicyWorld.Node node, Party party) {}

    private static List<Place> places(PolicyWorld world) {
        List<Place> places = new ArrayList<>();
        for (PolicyWorld.Node node : world.nodes()) {
            if (!node.address().isEmpty()) {
                places.add(new Place(node.address(), node, new Party.Member(new NodeName(node.name()))));
            }
            for (String network : node.networks()) {
                for (String last : List.of("0.2", "3.200")) {
                    String address = network.startsWith("10.")
                            ? "10.44." + last
                            : network.replace("0/24", "") + last.substring(2);
                    places.add(new Place(address, node, new Party.Behind(Cidr.parse(address + "/32"))));
                }
            }
        }
        return places;
    }

    @Property(tries = 120, edgeCases = EdgeCasesMode.NONE)
    void theEvaluatorAllowsWhatARuleSays(@ForAll long seed) {
        PolicyWorld world = new PolicyWorld(seed);
        PolicyEvaluator evaluator = new PolicyEvaluator(mesh(world.spec(0)).policy());
        List<Place> places = places(world);
        for (Place from : places) {
            List<Place> targets = new ArrayList<>(places);
            targets.add(new Place(PolicyWorld.PUBLIC, from.node, new Party.Internet()));
            targets.stream().filter(to -> !to.address.equals(from.address)).forEach(to -> {
                String said = evaluator.allowed(from.party, to.party).toString();
                PolicyWorld.PACKETS.forEach(packet -> assertThat(WalkedPacket.isIn(said, packet))
                        .as("%s to %s: %s of '%s'", from.address, to.address, packet, said)
                        .isEqualTo(world.allows(from.address, to.address, packet)));
            });
        }
    }

    @Property(tries = 120, edgeCases = EdgeCasesMode.NONE)
    void exactlyThosePacketsArriveThatARuleLets(@ForAll long seed) {
        PolicyWorld world = new PolicyWorld(seed);
        Mesh mesh = mesh(world.spec(0));
        Lockfile lock = lock(mesh);
        WalkedPacket walk = new WalkedPacket(world, desired(mesh).hosts(),
                mesh.devices().stream().map(device -> DeviceStateBuilder.build(mesh, lock, device)).toList());
        List<Place> places = places(world);
        for (Place from : places) {
            for (Place to : places) {
                boolean ours = from.node.isHost() || to.node.isHost() || !from.node.equals(to.node)
                        && !from.node.name().equals("x0") && !to.node.name().equals("x0");
                if (ours && !from.node.equals(to.node)) {
                    arrives(world, walk, from, to.address);
                }
            }
            if (from.address.equals("10.9.0.11")) {
                arrives(world, walk, from, PolicyWorld.PUBLIC);
            }
        }
    }

    private static void arrives(PolicyWorld world, WalkedPacket walk, Place from, String to) {
        for (Packet packet : PolicyWorld.PACKETS) {
            assertThat(walk.arrives(from.node.name(), from.address, to, packet))
                    .as("%s to %s: %s in%n%s", from.address, to, packet, world.spec(0))
                    .isEqualTo(world.allows(from.address, to, packet));
        }
    }

    @Property(tries = 120, edgeCases = EdgeCasesMode.NONE)
    void noTwoPeersHaveOverlappingAllowedIps(@ForAll long seed) {
        desired(mesh(new PolicyWorld(seed).spec(0))).hosts().forEach(host -> {
            List<String> seen = new ArrayList<>();
            host.peers().stream().flatMap(peer -> peer.allowedIps().stream()).filter(cidr -> !cidr.isV6())
                    .map(Cidr::toString).filter(cidr -> !cidr.equals("0.0.0.0/0")).forEach(cidr -> {
                        assertThat(seen).as(host.name().text()).noneMatch(other -> overlap(cidr, other));
                        seen.add(cidr);
                    });
        });
    }

    private static boolean overlap(String one, String other) {
        return PolicyWorld.lies(one.split("/")[0], other) || PolicyWorld.lies(other.split("/")[0], one);
    }

    @Property(tries = 80, edgeCases = EdgeCasesMode.NONE)
    void theOrderOfNothingMatters(@ForAll long seed, @ForAll long order) {
        PolicyWorld world = new PolicyWorld(seed);
        assertThat(desired(mesh(world.spec(order)))).isEqualTo(desired(mesh(world.spec(1))));
    }

    @Property(tries = 80, edgeCases = EdgeCasesMode.NONE)
    void aTestHoldsWhereTheWorldSaysSoAndNowhereElse(@ForAll long seed, @ForAll @IntRange(max = 5) int number) {
        PolicyWorld world = new PolicyWorld(seed);
        Packet packet = PolicyWorld.PACKETS.get(number);
        boolean allowed = world.allows("10.9.0.10", "10.9.0.50", packet);
        String test = "\n  tests: [{from: h0, to: d0, %s: '" + packet.protocol() + ":" + packet.port() + "'}]\n";
        String rules = world.spec(0);
        String right = rules.replace("policy:\n", "policy:" + test.formatted(allowed ? "accept" : "deny"));
        String wrong = rules.replace("policy:\n", "policy:" + test.formatted(allowed ? "deny" : "accept"));

        assertThat(mesh(right).hosts()).isNotEmpty();
        assertThatThrownBy(() -> mesh(wrong)).hasMessageContaining("must ");
    }
}
