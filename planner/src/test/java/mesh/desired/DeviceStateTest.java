// SPDX-License-Identifier: Apache-2.0
package mesh.desired;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import mesh.desired.DeviceNotices.DeviceNotice;
import mesh.lock.LockUpdater;
import mesh.lock.LockedNode;
import mesh.lock.Lockfile;
import mesh.model.Device;
import mesh.model.Mesh;
import mesh.model.Meshes;
import mesh.name.NodeName;

class DeviceStateTest {
    private static final NodeName PHONE = new NodeName("phone");
    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

    @Test
    void aDeviceWithoutAKeyIsNobodysPeerUntilExportMadeOne() {
        Mesh mesh = Meshes.mesh().host("a").and().device("phone", Optional.empty(), Optional.empty()).build();
        Lockfile lock = lock(mesh);
        assertThat(host(mesh, lock).peers()).isEmpty();
        assertThat(texts(mesh, lock, DAY))
                .containsExactly("phone has no key yet and is no host's peer: 'mesh export phone' makes it");

        Lockfile made = LockUpdater.update(mesh, lock.withDeviceKey(PHONE, Meshes.key("new"), DAY)).lock();
        assertThat(host(mesh, made).peers()).singleElement()
                .satisfies(peer -> assertThat(peer.publicKey()).contains(Meshes.key("new")));
        assertThat(texts(mesh, made, DAY)).isEmpty();
    }

    @Test
    void aKeyInTheSpecWinsOverTheOneThatWasMade() {
        Mesh without = Meshes.mesh().host("a").and().device("phone", Optional.empty(), Optional.empty()).build();
        Lockfile made = lock(without).withDeviceKey(PHONE, Meshes.key("made"), DAY);
        Mesh with = Meshes.mesh().host("a").and().device("phone").build();
        Lockfile lock = LockUpdater.update(with, made).lock();
        assertThat(lock.node(PHONE).flatMap(LockedNode::key)).isEmpty();
        assertThat(host(with, lock).peers()).singleElement()
                .satisfies(peer -> assertThat(peer.publicKey()).contains(Meshes.key("phone")));
    }

    @Test
    void aDeviceThatBecomesAHostLosesTheKeyThatWasMadeForIt() {
        Mesh device = Meshes.mesh().host("a").and().device("phone", Optional.empty(), Optional.empty()).build();
        Lockfile made = lock(device).withDeviceKey(PHONE, Meshes.key("made"), DAY);
        Lockfile host = LockUpdater.update(Meshes.of("a", "phone"), made).lock();
        assertThat(host.node(PHONE).flatMap(LockedNode::key)).isEmpty();
    }

    @Test
    void aDeviceIsOutFromItsLastDayOnAndThereIsAWarningTwoWeeksBefore() {
        LocalDate end = DAY.plusDays(20);
        Mesh mesh = Meshes.mesh().host("a").and().device("phone", Optional.of(Meshes.key("p")), Optional.of(end))
                .build();
        Lockfile lock = lock(mesh);
        assertThat(host(mesh.on(end.minusDays(1)), lock).peers()).hasSize(1);
        assertThat(host(mesh.on(end), lock).peers()).isEmpty();
        assertThat(lock(mesh.on(end))).isEqualTo(lock);

        assertThat(texts(mesh, lock, end.minusDays(15))).isEmpty();
        assertThat(texts(mesh, lock, end.minusDays(14))).containsExactly(
                "phone expires on 2026-03-21, in 14 days: from then on no host has it as a peer");
        assertThat(texts(mesh, lock, end.minusDays(1))).singleElement().asString().contains("in 1 day:");
        assertThat(texts(mesh, lock, end)).containsExactly(
                "phone expired on 2026-03-21: no host has it as a peer; change 'expires', or delete it");
    }

    @Test
    void aDeviceThatLeavesByAnExitSendsItBothFamiliesAndAsksItsOwnResolver() {
        Meshes draft = Meshes.mesh().ranges("10.9.0.0/24").deviceThrough("phone", "a", "9.9.9.9");
        draft.host("a").exitNode();
        draft.host("b");
        Mesh mesh = draft.build();
        Lockfile lock = lock(mesh).withKey(new NodeName("a"), Meshes.key("a"), DAY)
                .withKey(new NodeName("b"), Meshes.key("b"), DAY);
        DesiredDevice device = DeviceStateBuilder.build(mesh, lock, mesh.devices().getFirst());
        assertThat(device.usesExit()).isTrue();
        assertThat(device.peers().getFirst().allowedIps()).hasToString("[0.0.0.0/0, 10.9.0.1/32, ::/0]");
        assertThat(device.peers().getLast().allowedIps()).hasToString("[10.9.0.2/32]");
        assertThat(device.resolvers()).hasToString("[9.9.9.9]");
    }

    @Test
    void theDeviceHasTheOtherEndOfWhatHostsHave() {
        Meshes draft = Meshes.mesh().device("phone");
        draft.host("a").route("192.168.1.0/24");
        draft.host("nat").behindNat();
        draft.host("new");
        Mesh mesh = draft.build();
        Lockfile lock = lock(mesh).withKey(new NodeName("a"), Meshes.key("a"), DAY);
        DesiredDevice device = DeviceStateBuilder.build(mesh, lock, mesh.devices().getFirst());
        assertThat(device.peers()).singleElement().satisfies(peer -> {
            assertThat(peer.name()).hasToString("a");
            assertThat(peer.publicKey()).contains(Meshes.key("a"));
            assertThat(peer.endpoint()).hasToString("Optional[a.example.net:51820]");
            assertThat(peer.allowedIps()).hasToString("[10.9.0.1/32, 192.168.1.0/24, fd00:9::1/128]");
            assertThat(peer.keepalive().seconds()).isEqualTo(25);
        });
        assertThat(device.unknownKeys()).hasToString("[new]");
        assertThat(device.addresses()).hasToString("[10.9.0.4/32, fd00:9::4/128]");
        assertThat(device.mtu().bytes()).isEqualTo(1420);
        DesiredHost host = host(mesh, lock);
        assertThat(host.peers()).filteredOn(peer -> peer.name().equals(PHONE)).singleElement()
                .satisfies(peer -> assertThat(peer.allowedIps()).hasToString("[10.9.0.4/32, fd00:9::4/128]"));
    }

    private static Lockfile lock(Mesh mesh) {
        return LockUpdater.update(mesh, Lockfile.empty(mesh.name())).lock();
    }

    private static DesiredHost host(Mesh mesh, Lockfile lock) {
        return DesiredStateBuilder.build(mesh, lock).hosts().getFirst();
    }

    private static List<String> texts(Mesh mesh, Lockfile lock, LocalDate today) {
        assertThat(mesh.devices()).extracting(Device::name).contains(PHONE);
        return DeviceNotices.of(mesh, lock, today).stream().map(DeviceNotice::text).toList();
    }
}
