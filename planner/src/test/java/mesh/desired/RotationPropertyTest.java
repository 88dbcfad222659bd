// SPDX-License-Identifier: Apache-2.0
package mesh.desired;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import mesh.key.PublicKey;
import mesh.lock.LockUpdater;
import mesh.lock.LockedKey;
import mesh.lock.LockedNode;
import mesh.lock.Lockfile;
import mesh.model.Mesh;
import mesh.model.Meshes;
import mesh.name.NodeName;
import mesh.net.Cidr;

/**
 * A key is replaced while hosts are at different steps of it: whatever a peer was applied with last, it knows the key
 * that the host runs with, both derive the same preshared key, and every allowed IP has one owner.
 */
class RotationPropertyTest {
    private static final NodeName TURNING = new NodeName("h0");

    /** The locks of one replacement: before, staged, promoted, retired. */
    private static List<Lockfile> steps(Lockfile before) {
        Lockfile staged = before.withNextKey(TURNING, Meshes.key("next"));
        Lockfile promoted = staged.promoted(TURNING, LocalDate.EPOCH);
        return List.of(before, staged, promoted, promoted.retired(TURNING));
    }

    private static Mesh mesh(int hosts) {
        Meshes draft = Meshes.mesh().presharedEpoch(2);
        for (int i = 0; i < hosts; i++) {
            draft.host("h" + i).route("10." + (20 + i) + ".0.0/16");
        }
        return draft.build();
    }

    private static Lockfile lock(Mesh mesh, List<Integer> phases) {
        Lockfile lock = LockUpdater.update(mesh, Lockfile.empty(mesh.name())).lock();
        for (int i = 0; i < mesh.hosts().size(); i++) {
            NodeName name = mesh.hosts().get(i).name();
            lock = lock.withKey(name, Meshes.key(name.text()), LocalDate.EPOCH);
            int phase = name.equals(TURNING) ? 0 : phases.get(i);
            lock = phase > 0 ? lock.withNextKey(name, Meshes.key(name + "b")) : lock;
            lock = phase > 1 ? lock.promoted(name, LocalDate.EPOCH) : lock;
            lock = phase > 2 ? lock.withPresharedEpoch(name, phase) : lock;
        }
        return lock;
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void everyPairSharesAKeyAtEveryStep(@ForAll @Size(6) List<@IntRange(min = 0, max = 4) Integer> phases,
            @ForAll @IntRange(min = 2, max = 6) int hosts) {
        Mesh mesh = mesh(hosts);
        List<DesiredMesh> steps = steps(lock(mesh, phases)).stream().map(lock -> DesiredStateBuilder.build(mesh, lock))
                .toList();
        for (DesiredMesh step : steps) {
            step.hosts().forEach(host -> assertThat(allowedIps(host)).doesNotHaveDuplicates());
            pairs(step, step);
        }
        // The host switches once all have applied the second step and before any applies the third.
        pairs(steps.get(0), steps.get(1));
        pairs(steps.get(2), steps.get(1));
        pairs(steps.get(2), steps.get(3));
    }

    private static List<Cidr> allowedIps(DesiredHost host) {
        return host.peers().stream().flatMap(peer -> peer.allowedIps().stream()).toList();
    }

    /** The turning host as {@code own} wants it, each of its peers as {@code others} wants it. */
    private static void pairs(DesiredMesh own, DesiredMesh others) {
        DesiredHost turning = host(own, TURNING);
        PublicKey key = turning.iface().publicKey().orElseThrow();
        for (DesiredHost other : others.hosts()) {
            if (!other.name().equals(TURNING)) {
                DesiredPeer there = entry(other, key);
                DesiredPeer here = entry(turning, other.iface().publicKey().orElseThrow());
                assertThat(there.name()).isEqualTo(TURNING);
                assertThat(here.presharedEpoch()).isPresent().isEqualTo(there.presharedEpoch());
                assertThat(entry(turning, other.name()).allowedIps()).isNotEmpty();
                assertThat(entry(other, TURNING).allowedIps()).isNotEmpty();
            }
        }
    }

    private static DesiredHost host(DesiredMesh mesh, NodeName name) {
        return mesh.hosts().stream().filter(host -> host.name().equals(name)).findFirst().orElseThrow();
    }

    private static DesiredPeer entry(DesiredHost host, PublicKey key) {
        return host.peers().stream().filter(peer -> peer.publicKey().equals(Optional.of(key))).findFirst()
                .orElseThrow(() -> new AssertionError(host.name() + " does not know " + key));
    }

    private static DesiredPeer entry(DesiredHost host, NodeName peer) {
        return host.peers().stream().filter(one -> one.name().equals(peer) && one.role() == KeyRole.CURRENT).findFirst()
                .orElseThrow();
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void bothEndsOfAPairUseTheLowerEpochOfTheTwo(
            @ForAll @Size(4) List<@IntRange(min = 1, max = 6) Integer> epochs) {
        Mesh mesh = mesh(4);
        Lockfile lock = lock(mesh, List.of(0, 0, 0, 0));
        for (int i = 0; i < 4; i++) {
            lock = lock.withPresharedEpoch(new NodeName("h" + i), epochs.get(i));
        }
        for (DesiredHost host : DesiredStateBuilder.build(mesh, lock).hosts()) {
            for (DesiredPeer peer : host.peers()) {
                int lower = Stream.of(host.name(), peer.name())
                        .mapToInt(name -> Math.max(2, epochs.get(name.text().charAt(1) - '0'))).min().orElseThrow();
                assertThat(peer.presharedEpoch()).contains(lower);
            }
        }
    }

    @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
    void anEntryIsNamedByItsKeysRole(@ForAll @IntRange(min = 0, max = 3) int step) {
        Mesh mesh = mesh(2);
        Lockfile lock = steps(lock(mesh, List.of(0, 0))).get(step);
        Optional<LockedKey> key = lock.node(TURNING).flatMap(LockedNode::key);
        List<String> expected = Stream.of(Optional.of("h0"), key.flatMap(LockedKey::next).map(next -> "h0.next"),
                key.flatMap(LockedKey::former).map(former -> "h0.former")).flatMap(Optional::stream).toList();
        DesiredHost other = host(DesiredStateBuilder.build(mesh, lock), new NodeName("h1"));
        assertThat(other.peers().stream().map(DesiredPeer::label).collect(Collectors.toList())).isEqualTo(expected);
    }
}
