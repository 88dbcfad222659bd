// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import mesh.live.HostReading;
import mesh.live.LiveHost;
import mesh.live.LiveInterface;
import mesh.live.LivePeer;
import mesh.lock.LockedKey;
import mesh.lock.LockedNode;
import mesh.lock.Lockfile;
import mesh.model.KeyPolicy;
import mesh.model.KeyPolicy.Custody;
import mesh.model.Mesh;
import mesh.model.Meshes;
import mesh.name.NodeName;

class RotationPlanTest {
    private static final NodeName A = new NodeName("a");
    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
    private static final Mesh MESH = Meshes.mesh().presharedEpoch(1).host("a").and().host("b").and().host("c").and()
            .build();

    private static Lockfile staged(Lockfile lock) {
        return lock.withNextKey(A, Meshes.key("next"));
    }

    private static Lockfile promoted(Lockfile lock) {
        return staged(lock).promoted(A, DAY);
    }

    private static RotationProgress progress(Situation situation) {
        return new RotationProgress(situation.desired, situation.lock, situation.readings.values());
    }

    private static List<NodeName> names(String... names) {
        return List.of(names).stream().map(NodeName::new).toList();
    }

    @Test
    void aNextKeyIsOneMorePeerWithoutAllowedIps() {
        Situation situation = Situation.applied(MESH).locked(MESH, RotationPlanTest::staged);
        assertThat(situation.plan("a").changes()).as("the host itself").isEmpty();
        assertThat(situation.plan("b").impact()).isEqualTo(Impact.IN_PLACE);
        assertThat(situation.changes("b")).isEqualTo("""
                + peer a, next key: key %s, no allowed ips, endpoint a.example.net:51820, preshared key epoch 1
                + file /etc/mesh/wg0/psk/a.next (secret)
                ~ file /etc/wireguard/wg0.conf""".formatted(Meshes.key("next")));
        assertThat(situation.applied().plan().hasChanges()).isFalse();
    }

    @Test
    void aSwitchIsOneHostsKeyAndAllItsPresharedKeys() {
        Situation situation = Situation.applied(MESH).locked(MESH, RotationPlanTest::staged).applied().locked(MESH,
                lock -> lock.promoted(A, DAY));
        assertThat(situation.changes("a")).isEqualTo("""
                ~ key %s -> %s
                ~ peer b: preshared key -> epoch 1
                ~ peer c: preshared key -> epoch 1
                ~ file /etc/mesh/wg0/private.key (secret)
                ~ file /etc/mesh/wg0/psk/b (secret)
                ~ file /etc/mesh/wg0/psk/c (secret)""".formatted(Meshes.key("a"), Meshes.key("next")));
    }

    @Test
    void afterTheSwitchAllowedIpsMoveAndNoSessionEnds() {
        Situation situation = Situation.applied(MESH).locked(MESH, RotationPlanTest::staged).applied().locked(MESH,
                lock -> lock.promoted(A, DAY));
        assertThat(situation.plan("b").impact()).isEqualTo(Impact.IN_PLACE);
        assertThat(situation.changes("b")).isEqualTo("""
                ~ peer a: allowed ip +10.9.0.1/32, allowed ip +fd00:9::1/128
                ~ peer a, former key: allowed ip -10.9.0.1/32, allowed ip -fd00:9::1/128
                ~ file /etc/mesh/wg0/psk/a (secret)
                + file /etc/mesh/wg0/psk/a.former (secret)
                ~ file /etc/wireguard/wg0.conf
                - file /etc/mesh/wg0/psk/a.next""");
    }

    @Test
    void theFormerKeyGoesLast() {
        Situation situation = Situation.applied(MESH).locked(MESH, RotationPlanTest::promoted).applied().locked(MESH,
                lock -> lock.retired(A));
        assertThat(situation.plan("a").changes()).isEmpty();
        assertThat(situation.changes("b")).isEqualTo("""
                - peer a, former key %s
                ~ file /etc/wireguard/wg0.conf
                - file /etc/mesh/wg0/psk/a.former""".formatted(Meshes.key("a")));
    }

    @Test
    void aHostMaySwitchOnceAllItsPeersKnowItsNextKey() {
        Situation situation = Situation.applied(MESH).locked(MESH, RotationPlanTest::staged).applied("c");
        assertThat(progress(situation).peersOf(A)).isEqualTo(names("b", "c"));
        assertThat(progress(situation).knowingNext(A)).isEqualTo(names("b"));
        situation.readings.put(new NodeName("b"), new HostReading.Failed(new NodeName("b"), false, "no answer"));
        assertThat(progress(situation).knowingNext(A)).isEmpty();
        assertThat(progress(situation).unread(A)).isEqualTo(names("b"));
    }

    @Test
    void aFormerKeyIsNeededWhileItsSessionIsTheOnlyOne() {
        Situation staged = Situation.applied(MESH).locked(MESH, RotationPlanTest::staged).applied();
        Situation situation = staged.locked(MESH, lock -> lock.promoted(A, DAY));
        assertThat(progress(situation).needingFormer(A)).as("allowed IPs are not moved").isEqualTo(names("b", "c"));
        Situation moved = situation.applied();
        assertThat(progress(moved).needingFormer(A)).as("no session at all").isEmpty();
        moved.found("b", live -> handshake(live, Meshes.key("a").base64(), 30));
        assertThat(progress(moved).needingFormer(A)).isEqualTo(names("b"));
        moved.found("b", live -> handshake(live, Meshes.key("next").base64(), 2));
        assertThat(progress(moved).needingFormer(A)).isEmpty();
    }

    private static LiveHost handshake(LiveHost live, String key, long age) {
        LiveInterface iface = live.iface().orElseThrow();
        List<LivePeer> peers = iface.peers().stream().map(peer -> peer.publicKey().base64().equals(key)
                ? new LivePeer(peer.publicKey(), peer.endpoint(), peer.allowedIps(), peer.keepalive(),
                        peer.preshared(), Optional.of(age), 1, 1)
                : peer).toList();
        return new LiveHost(live.host(), live.manifest(), live.files(),
                Optional.of(new LiveInterface(iface.name(), iface.publicKey(), iface.port(), iface.mtuBytes(),
                        iface.addresses(), peers, iface.routes())));
    }

    private static String notices(Situation situation, LocalDate today) {
        KeyPolicy policy = new KeyPolicy(Custody.HOST, List.of(), Optional.of(1), Optional.of(90));
        Plan plan = new KeyNotices(policy, situation.lock, today).all(situation.plan(), situation.desired,
                situation.readings.values());
        assertThat(plan.hasChanges()).isEqualTo(situation.plan().hasChanges());
        return plan.hosts().stream().flatMap(host -> host.notices().stream()
                .map(notice -> host.host() + " " + notice.kind() + " " + notice.text()))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void thePlanSaysWhichKeysAreDue() {
        Situation situation = Situation.applied(MESH);
        LocalDate born = LocalDate.EPOCH;
        assertThat(notices(situation, born.plusDays(89))).isEmpty();
        assertThat(notices(situation, born.plusDays(90)).lines()).hasSize(3).first()
                .isEqualTo("a KEY_DUE its key is of 1970-01-01 and due for rotation (rotate-after: 90d): "
                        + "run 'mesh rotate a'");
    }

    @Test
    void thePlanSaysHowFarARotationIs() {
        Situation staged = Situation.applied(MESH).locked(MESH, RotationPlanTest::staged);
        assertThat(notices(staged, LocalDate.EPOCH)).isEqualTo("a ROTATION its next key is known by 0 of 2 peers, "
                + "it uses the old one; 'mesh rotate a' goes on");
        assertThat(notices(staged.applied("c"), LocalDate.EPOCH)).contains("known by 1 of 2 peers");
        Situation after = staged.applied().locked(MESH, lock -> lock.promoted(A, LocalDate.EPOCH)).applied();
        assertThat(notices(after, LocalDate.EPOCH)).isEqualTo("a ROTATION its former key is still known by 2 of 2 "
                + "peers, it uses the new one; 'mesh rotate a' goes on");
    }

    @Test
    void aSwitchThatTheLockMissedIsRecorded() {
        Situation staged = Situation.applied(MESH).locked(MESH, RotationPlanTest::staged).applied();
        assertThat(SwitchedKeys.recorded(staged.lock, staged.readings.values(), DAY)).isEqualTo(staged.lock);
        Situation switched = staged.locked(MESH, lock -> lock.promoted(A, DAY)).applied("b", "c");
        Lockfile recorded = SwitchedKeys.recorded(staged.lock, switched.readings.values(), DAY);
        assertThat(recorded.node(A).flatMap(LockedNode::key)).contains(new LockedKey(Meshes.key("next"), 2, DAY,
                Optional.empty(), Optional.of(Meshes.key("a"))));
    }
}
