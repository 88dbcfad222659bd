// SPDX-License-Identifier: Apache-2.0
package mesh.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import mesh.model.Format;
import mesh.model.Mesh;
import mesh.model.Meshes;
import mesh.name.MeshName;
import mesh.name.NodeName;
import mesh.net.IpAddress;
import mesh.net.Port;
import mesh.spec.SpecException;

class LockUpdaterTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

    private static Lockfile fresh(Mesh mesh) {
        return LockUpdater.update(mesh, Lockfile.empty(mesh.name())).lock();
    }

    private static Lockfile update(Mesh mesh, Lockfile old) {
        return LockUpdater.update(mesh, old).lock();
    }

    private static Lockfile keyed(Lockfile lock, String... hosts) {
        Lockfile keyed = lock;
        for (String host : hosts) {
            keyed = keyed.withKey(new NodeName(host), Meshes.key(host), DAY);
        }
        return keyed;
    }

    private static List<String> addresses(Lockfile lock, String name) {
        return lock.node(new NodeName(name)).orElseThrow().addresses().stream().map(IpAddress::toString).toList();
    }

    private static Port port(Lockfile lock, String name) {
        return lock.node(new NodeName(name)).orElseThrow().port().orElseThrow();
    }

    @Test
    void givesTheSmallestAddressesInOrderOfNames() {
        Lockfile lock = fresh(Meshes.mesh().device("phone").host("b").and().host("a").and().build());
        assertThat(addresses(lock, "a")).containsExactly("10.9.0.1", "fd00:9::1");
        assertThat(addresses(lock, "b")).containsExactly("10.9.0.2", "fd00:9::2");
        assertThat(addresses(lock, "phone")).containsExactly("10.9.0.3", "fd00:9::3");
    }

    @Test
    void reorderingTheSpecChangesNothing() {
        Mesh one = Meshes.mesh().host("a").and().host("b").and().host("c").and().build();
        Mesh other = Meshes.mesh().host("c").and().host("a").and().host("b").and().build();
        assertThat(fresh(one)).isEqualTo(fresh(other));
        assertThat(LockUpdater.update(other, fresh(one))).isEqualTo(new LockUpdate(fresh(one), List.of()));
    }

    @Test
    void renamingWithoutWasGivesAnotherAddress() {
        Lockfile lock = update(Meshes.of("a", "c"), fresh(Meshes.of("a", "b")));
        assertThat(addresses(lock, "c")).containsExactly("10.9.0.3", "fd00:9::3");
        assertThat(lock.removed()).containsKey(new NodeName("b"));
    }

    @Test
    void keepsAddressPortAndKeyWhenHostIsRenamed() {
        Lockfile before = keyed(fresh(Meshes.of("a", "raspberry")), "a", "raspberry");
        Mesh renamed = Meshes.mesh().host("a").and().host("pi4").was("raspberry").machine("raspberry.example.net").and()
                .build();
        LockUpdate update = LockUpdater.update(renamed, before);
        assertThat(update.lock().nodes().get(new NodeName("pi4")))
                .isEqualTo(before.nodes().get(new NodeName("raspberry")));
        assertThat(update.lock().removed()).isEmpty();
        assertThat(update.notes()).containsExactly("raspberry is called pi4 from here on and keeps what it had");
        assertThat(LockUpdater.update(renamed, update.lock()).lock()).isEqualTo(update.lock());
    }

    @Test
    void aStaleWasDoesNothing() {
        Mesh mesh = Meshes.mesh().host("pi4").was("raspberry").and().build();
        assertThat(LockUpdater.update(mesh, fresh(mesh)).notes()).isEmpty();
    }

    @Test
    void aRemovedHostKeepsItsAddressAndHowToReachIt() {
        Lockfile lock = update(Meshes.of("a", "c"), keyed(fresh(Meshes.of("a", "b")), "b"));
        Tombstone tombstone = lock.tombstone(new NodeName("b")).orElseThrow();
        assertThat(tombstone.pending().orElseThrow().format()).isEqualTo(Format.WG_QUICK);
        assertThat(tombstone.publicKey()).contains(Meshes.key("b"));
        assertThat(addresses(lock, "c")).doesNotContain("10.9.0.2");
        Lockfile clean = lock.cleaned(new NodeName("b"));
        assertThat(clean.tombstone(new NodeName("b")).orElseThrow().pending()).isEmpty();
        assertThat(addresses(update(Meshes.of("a", "c", "d"), clean), "d")).containsExactly("10.9.0.4", "fd00:9::4");
        Lockfile released = clean.release(new NodeName("b"));
        assertThat(addresses(update(Meshes.of("a", "c", "d"), released), "d")).containsExactly("10.9.0.2",
                "fd00:9::2");
    }

    @Test
    void aHostThatNeverHadAKeyNeedsNoDeconfiguration() {
        Lockfile lock = update(Meshes.of("a"), fresh(Meshes.of("a", "b")));
        assertThat(lock.tombstone(new NodeName("b")).orElseThrow().pending()).isEmpty();
    }

    @Test
    void aNameThatComesBackGetsItsAddressAgain() {
        Lockfile gone = update(Meshes.of("a"), keyed(fresh(Meshes.of("a", "b")), "b"));
        Lockfile back = update(Meshes.of("a", "aa", "b"), gone);
        assertThat(addresses(back, "b")).containsExactly("10.9.0.2", "fd00:9::2");
        assertThat(addresses(back, "aa")).containsExactly("10.9.0.3", "fd00:9::3");
        assertThat(back.removed()).isEmpty();
    }

    @Test
    void aMachineThatAnotherHostTookOverIsNotDeconfigured() {
        Lockfile before = keyed(fresh(Meshes.of("a", "b")), "b");
        Mesh taken = Meshes.mesh().host("a").and().host("c").machine("b.example.net").and().build();
        assertThat(update(taken, before).tombstone(new NodeName("b")).orElseThrow().pending()).isEmpty();
    }

    @Test
    void aHostThatBecomesADeviceIsDeconfiguredAndKeepsItsAddress() {
        Lockfile before = keyed(fresh(Meshes.of("a", "b")), "b");
        Lockfile lock = update(Meshes.mesh().host("a").and().device("b").build(), before);
        assertThat(addresses(lock, "b")).containsExactly("10.9.0.2", "fd00:9::2");
        assertThat(lock.tombstone(new NodeName("b")).orElseThrow().pending()).isPresent();
        assertThat(lock.tombstone(new NodeName("b")).orElseThrow().addresses()).isEmpty();
        assertThat(update(Meshes.of("a", "b"), lock).removed()).isEmpty();
    }

    @Test
    void aPinnedAddressWinsOverALockedOneAndATombstone() {
        Lockfile before = update(Meshes.of("a", "b"), fresh(Meshes.of("a", "b", "c")));
        Mesh pinned = Meshes.mesh().host("a").pin("10.9.0.2").and().host("b").pin("10.9.0.3").and().build();
        Lockfile lock = update(pinned, before);
        assertThat(addresses(lock, "a")).containsExactly("10.9.0.2", "fd00:9::1");
        assertThat(addresses(lock, "b")).containsExactly("10.9.0.3", "fd00:9::2");
        assertThat(lock.tombstone(new NodeName("c")).orElseThrow().addresses())
                .containsExactly(IpAddress.parse("fd00:9::3"));
    }

    @Test
    void movingTheRangeMovesOnlyWhatIsOutside() {
        Lockfile before = fresh(Meshes.of("a", "b"));
        Mesh moved = Meshes.mesh().ranges("10.9.0.0/31", "fd00:9::/64").host("a").and().build();
        assertThat(addresses(update(moved, before.withKey(new NodeName("a"), Meshes.key("a"), DAY)), "a"))
                .containsExactly("10.9.0.1", "fd00:9::1");
        Mesh other = Meshes.mesh().ranges("10.10.0.0/24", "fd00:9::/64").host("a").and().host("b").and().build();
        LockUpdate update = LockUpdater.update(other, before);
        assertThat(addresses(update.lock(), "b")).containsExactly("10.10.0.2", "fd00:9::2");
        assertThat(update.notes()).contains("b moves from 10.9.0.2 to 10.10.0.2");
    }

    @Test
    void aRangeFullOfRemovedNodesSaysHowToFreeOne() {
        Lockfile lock = fresh(Meshes.mesh().ranges("10.9.0.0/30").host("a").and().host("b").and().build());
        Mesh other = Meshes.mesh().ranges("10.9.0.0/30").host("a").and().host("c").and().build();
        assertThatThrownBy(() -> LockUpdater.update(other, lock)).isInstanceOfSatisfying(SpecException.class, e -> {
            assertThat(e.problems()).hasSize(1);
            assertThat(e.problems().getFirst().path()).isEqualTo("network.ipv4");
            assertThat(e.problems().getFirst().message()).isEqualTo(
                    "10.9.0.0/30 has no address left for c: removed nodes still keep 1 of its addresses");
            assertThat(e.problems().getFirst().advice()).isEqualTo(
                    "free one with 'mesh lock --release b' once nothing uses it, or give network.ipv4 a larger range");
        });
    }

    @Test
    void externalsGetNoAddressAndTheirNetworksAreLeftOut() {
        Mesh mesh = Meshes.mesh().host("a").and().host("b").and().external("partner", "", "10.9.0.2/32").build();
        Lockfile lock = fresh(mesh);
        assertThat(lock.nodes()).doesNotContainKey(new NodeName("partner"));
        assertThat(addresses(lock, "b")).containsExactly("10.9.0.3", "fd00:9::3");
    }

    @Test
    void hostsBehindOneNatHavePortsOfTheirOwn() {
        Meshes draft = Meshes.mesh();
        draft.host("a").behindNat().site("home");
        draft.host("b").behindNat().site("home").port(51820);
        draft.host("c").behindNat().site("home");
        draft.host("d").behindNat().site("work");
        draft.host("e").site("home");
        Lockfile lock = fresh(draft.build());
        assertThat(port(lock, "a")).isEqualTo(new Port(51821));
        assertThat(port(lock, "c")).isEqualTo(new Port(51822));
        assertThat(port(lock, "d")).isEqualTo(new Port(51820));
        assertThat(port(lock, "e")).isEqualTo(new Port(51820));
    }

    @Test
    void aPortThatWasGivenStaysWhenAnEarlierHostArrives() {
        Meshes draft = Meshes.mesh();
        draft.host("b").behindNat().site("home");
        draft.host("c").behindNat().site("home");
        Lockfile before = fresh(draft.build());
        draft.host("a").behindNat().site("home");
        Lockfile after = update(draft.build(), before);
        assertThat(port(after, "b")).isEqualTo(new Port(51820));
        assertThat(port(after, "c")).isEqualTo(new Port(51821));
        assertThat(port(after, "a")).isEqualTo(new Port(51822));
    }

    @Test
    void theMeshPortMovesAllThatNameNone() {
        Lockfile before = fresh(Meshes.of("a"));
        assertThat(port(update(Meshes.mesh().port(443).host("a").and().build(), before), "a")).isEqualTo(new Port(443));
    }

    @Test
    void anotherKeyIsTheNextGenerationAndTheSameKeyIsNone() {
        Lockfile lock = keyed(fresh(Meshes.of("a")), "a");
        assertThat(lock.withKey(new NodeName("a"), Meshes.key("a"), DAY.plusDays(3))).isEqualTo(lock);
        LockedKey next = lock.withKey(new NodeName("a"), Meshes.key("other"), DAY.plusDays(3)).node(new NodeName("a"))
                .orElseThrow().key().orElseThrow();
        assertThat(next).isEqualTo(new LockedKey(Meshes.key("other"), 2, DAY.plusDays(3)));
    }

    @Test
    void reachFollowsTheSpec() {
        Mesh mesh = Meshes.mesh().host("a").format(Format.NETWORKD).machine("10.0.0.1.example.net").and().build();
        Lockfile lock = update(mesh, fresh(Meshes.of("a")));
        assertThat(lock.node(new NodeName("a")).orElseThrow().reach().map(Reach::format))
                .isEqualTo(Optional.of(Format.NETWORKD));
        assertThat(lock.mesh()).isEqualTo(new MeshName("home"));
    }

    @Test
    void anInterfaceThatGetsAnotherNameIsLeftToItsOwner() {
        Mesh mesh = Meshes.mesh().interfaceName("wg1").host("a").and().build();
        assertThat(LockUpdater.update(mesh, keyed(fresh(Meshes.of("a")), "a")).notes())
                .containsExactly("a keeps wg0 as it is: take it down by hand");
    }
}
