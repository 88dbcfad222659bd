// SPDX-License-Identifier: Apache-2.0
package mesh.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import mesh.model.KeyPolicy;
import mesh.model.KeyPolicy.Custody;
import mesh.model.Mesh;
import mesh.model.Meshes;
import mesh.name.NodeName;

class RotationLockTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
    private static final NodeName A = new NodeName("a");

    private static Lockfile keyed() {
        Mesh mesh = Meshes.of("a", "b");
        Lockfile lock = LockUpdater.update(mesh, Lockfile.empty(mesh.name())).lock();
        return lock.withKey(A, Meshes.key("a"), DAY).withKey(new NodeName("b"), Meshes.key("b"), DAY.plusDays(10));
    }

    private static LockedKey key(Lockfile lock) {
        return lock.node(A).flatMap(LockedNode::key).orElseThrow();
    }

    @Test
    void aKeyIsReplacedInThreeSteps() {
        Lockfile staged = keyed().withNextKey(A, Meshes.key("next"));
        assertThat(key(staged)).isEqualTo(new LockedKey(Meshes.key("a"), 1, DAY, Optional.of(Meshes.key("next")),
                Optional.empty()));
        Lockfile promoted = staged.promoted(A, DAY.plusDays(90));
        assertThat(key(promoted)).isEqualTo(new LockedKey(Meshes.key("next"), 2, DAY.plusDays(90), Optional.empty(),
                Optional.of(Meshes.key("a"))));
        assertThat(key(promoted.retired(A))).isEqualTo(new LockedKey(Meshes.key("next"), 2, DAY.plusDays(90)));
        assertThat(List.of(key(keyed()).rotates(), key(staged).rotates(), key(promoted).rotates(),
                key(promoted.retired(A)).rotates())).containsExactly(false, true, true, false);
    }

    @Test
    void anUpdateOfTheLockKeepsWhereAReplacementIs() {
        Lockfile staged = keyed().withNextKey(A, Meshes.key("next"));
        assertThat(LockUpdater.update(Meshes.of("a", "b"), staged).lock()).isEqualTo(staged);
        assertThat(LockUpdater.update(Meshes.of("a", "b"), staged.promoted(A, DAY)).lock())
                .isEqualTo(staged.promoted(A, DAY));
    }

    @Test
    void theNextKeyIsPromotedWhenTheHostTellsItAsItsOwn() {
        Lockfile staged = keyed().withNextKey(A, Meshes.key("next"));
        assertThat(staged.withKey(A, Meshes.key("next"), DAY)).isEqualTo(staged.promoted(A, DAY));
        assertThat(key(staged.withKey(A, Meshes.key("third"), DAY)))
                .isEqualTo(new LockedKey(Meshes.key("third"), 2, DAY));
    }

    @Test
    void theKeyInUseIsNoNextKey() {
        assertThatThrownBy(() -> keyed().withNextKey(A, Meshes.key("a"))).hasMessageContaining("is the one it has");
    }

    @Test
    void keysAreDueOnceTheyAreAsOldAsTheSpecSays() {
        KeyPolicy policy = new KeyPolicy(Custody.HOST, List.of(), Optional.empty(), Optional.of(90));
        assertThat(DueKeys.of(keyed(), policy, DAY.plusDays(89))).isEmpty();
        assertThat(DueKeys.of(keyed(), policy, DAY.plusDays(90))).containsOnlyKeys(A).containsValue(DAY);
        assertThat(DueKeys.of(keyed(), policy, DAY.plusDays(100))).hasSize(2);
        KeyPolicy never = new KeyPolicy(Custody.HOST, List.of(), Optional.empty(), Optional.empty());
        assertThat(DueKeys.of(keyed(), never, DAY.plusDays(1000))).isEmpty();
    }

    @Test
    void anEpochOfTheLockCountsWhileItIsAboveTheSpecs() {
        Lockfile raised = keyed().withPresharedEpoch(A, 3);
        assertThat(epochAfter(raised, Optional.of(2))).contains(3);
        assertThat(epochAfter(raised, Optional.of(3))).isEmpty();
        assertThat(epochAfter(raised, Optional.empty())).isEmpty();
        LockedNode node = raised.node(A).orElseThrow();
        assertThat(List.of(node.presharedEpoch(1), node.presharedEpoch(5))).containsExactly(3, 5);
    }

    private static Optional<Integer> epochAfter(Lockfile lock, Optional<Integer> fromSpec) {
        Meshes draft = Meshes.mesh();
        fromSpec.ifPresent(draft::presharedEpoch);
        return LockUpdater.update(draft.host("a").and().host("b").and().build(), lock).lock().node(A).orElseThrow()
                .presharedEpoch();
    }
}
