// SPDX-License-Identifier: Apache-2.0
package mesh.desired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

import mesh.lock.LockUpdater;
import mesh.lock.Lockfile;
import mesh.model.Mesh;
import mesh.model.Meshes;
import mesh.model.Topology;
import mesh.name.NodeName;

class DesiredStateBuilderTest {
    private static DesiredMesh build(Mesh mesh) {
        return DesiredStateBuilder.build(mesh, LockUpdater.update(mesh, Lockfile.empty(mesh.name())).lock());
    }

    private static DesiredHost host(DesiredMesh mesh, String name) {
        return mesh.hosts().stream().filter(host -> host.name().text().equals(name)).findFirst().orElseThrow();
    }

    private static DesiredPeer peer(DesiredMesh mesh, String host, String peer) {
        return host(mesh, host).peers().stream().filter(one -> one.name().text().equals(peer)).findFirst()
                .orElseThrow();
    }

    private static String endpoint(DesiredMesh mesh, String host, String peer) {
        return peer(mesh, host, peer).endpoint().map(Object::toString).orElse("-");
    }

    private static List<String> missing(DesiredMesh mesh) {
        return mesh.missingPaths().stream().map(pair -> pair.one() + "-" + pair.other()).toList();
    }

    @Test
    void relaysKnowEachOtherWhereTheyForward() {
        Meshes draft = Meshes.mesh().relaysForward();
        draft.host("a").relay();
        draft.host("b").relay();
        draft.host("c");
        RelayService relay = host(build(draft.build()), "a").ground().relay().orElseThrow();
        assertThat(relay.peers()).hasToString("{b=Peer[endpoint=b.example.net:443, known=Optional.empty]}");
    }

    @Test
    void everyHostHasAllOthersAsPeersSortedByName() {
        DesiredMesh mesh = build(Meshes.mesh().host("b").and().host("a").and().device("phone")
                .external("partner", "vpn.example.net:51820", "10.44.0.0/16").build());
        assertThat(mesh.hosts()).extracting(host -> host.name().text()).containsExactly("a", "b");
        assertThat(host(mesh, "a").peers()).extracting(one -> one.name().text()).containsExactly("b", "partner",
                "phone");
        assertThat(peer(mesh, "a", "b").allowedIps()).hasToString("[10.9.0.2/32, fd00:9::2/128]");
        assertThat(endpoint(mesh, "a", "b")).isEqualTo("b.example.net:51820");
        assertThat(endpoint(mesh, "a", "phone")).isEqualTo("-");
        assertThat(endpoint(mesh, "a", "partner")).isEqualTo("vpn.example.net:51820");
        assertThat(host(mesh, "a").iface().addresses()).hasToString("[10.9.0.1/24, fd00:9::1/64]");
        assertThat(host(mesh, "a").routes()).hasToString("[10.44.0.0/16]");
        assertThat(mesh.missingPaths()).isEmpty();
    }

    @Test
    void reorderingTheSpecChangesNothing() {
        Meshes one = Meshes.mesh().device("p").device("q");
        one.host("a").route("192.168.1.0/24");
        one.host("b");
        Meshes other = Meshes.mesh().device("q");
        other.host("b");
        other.host("a").route("192.168.1.0/24");
        assertThat(build(other.device("p").build())).isEqualTo(build(one.build()));
    }

    @Test
    void networksBehindAHostAreRoutedByTheOthersOnly() {
        DesiredMesh mesh = build(Meshes.mesh().host("a").route("192.168.1.0/24").and().host("b").and().build());
        assertThat(host(mesh, "a").routes()).isEmpty();
        assertThat(host(mesh, "b").routes()).hasToString("[192.168.1.0/24]");
        assertThat(peer(mesh, "b", "a").allowedIps()).hasToString("[10.9.0.1/32, 192.168.1.0/24, fd00:9::1/128]");
    }

    @Test
    void networksBehindAHostAreNotRoutedByHostsOfItsSite() {
        Meshes draft = Meshes.mesh();
        draft.host("router").site("home").route("192.168.1.0/24");
        draft.host("near").site("home");
        draft.host("far").site("work");
        DesiredMesh mesh = build(draft.host("nowhere").and().build());
        assertThat(host(mesh, "near").routes()).isEmpty();
        assertThat(peer(mesh, "near", "router").allowedIps()).hasToString("[10.9.0.4/32, fd00:9::4/128]");
        for (String elsewhere : List.of("far", "nowhere")) {
            assertThat(host(mesh, elsewhere).routes()).hasToString("[192.168.1.0/24]");
            assertThat(peer(mesh, elsewhere, "router").allowedIps())
                    .hasToString("[10.9.0.4/32, 192.168.1.0/24, fd00:9::4/128]");
        }
    }

    @Test
    void aHostOfTheSameSiteIsCalledByItsPrivateEndpoint() {
        Meshes draft = Meshes.mesh();
        draft.host("a").site("home");
        draft.host("b").site("home").alsoFor("home", "192.168.1.2").alsoFor("home", "192.168.1.3");
        draft.host("c").site("work");
        DesiredMesh mesh = build(draft.build());
        assertThat(endpoint(mesh, "a", "b")).isEqualTo("192.168.1.2:51820");
        assertThat(endpoint(mesh, "c", "b")).isEqualTo("b.example.net:51820");
    }

    @Test
    void aHostBehindNatIsCalledAtItsSiteOnlyAndKeepsItsMappingOpen() {
        Meshes draft = Meshes.mesh();
        draft.host("near").site("home");
        draft.host("pi").site("home").behindNat().alsoFor("home", "192.168.1.4");
        draft.host("far");
        DesiredMesh mesh = build(draft.build());
        assertThat(endpoint(mesh, "near", "pi")).isEqualTo("192.168.1.4:51820");
        assertThat(endpoint(mesh, "far", "pi")).isEqualTo("-");
        assertThat(peer(mesh, "pi", "far").keepalive().seconds()).isEqualTo(25);
        assertThat(peer(mesh, "pi", "near").keepalive().seconds()).isZero();
        assertThat(peer(mesh, "far", "pi").keepalive().seconds()).isZero();
    }

    @Test
    void pairsWithoutAPathAreListedAndAreNoPeers() {
        Meshes draft = Meshes.mesh();
        draft.host("n1").behindNat();
        draft.host("n2").noEndpoint();
        draft.host("pub");
        DesiredMesh mesh = build(draft.device("a-phone").device("b-phone").external("ext", "", "10.44.0.0/16").build());
        assertThat(missing(mesh)).containsExactly("a-phone-n1", "a-phone-n2", "b-phone-n1", "b-phone-n2", "ext-n1",
                "ext-n2", "n1-n2");
        assertThat(mesh.missingPaths().getLast().reason()).isEqualTo("n1 is behind NAT; n2 has no endpoint");
        assertThat(host(mesh, "n1").peers()).extracting(one -> one.name().text()).containsExactly("pub");
    }

    @Test
    void aHubHasTheAddressesAndNetworksOfThoseItCarriesAndForwards() {
        Meshes draft = Meshes.mesh().hubs(Topology.Shape.FULL, "hub").device("phone");
        draft.host("hub");
        draft.host("n1").behindNat();
        draft.host("n2").behindNat().route("192.168.1.0/24");
        DesiredMesh mesh = build(draft.build());

        assertThat(host(mesh, "n1").peers()).extracting(one -> one.name().text()).containsExactly("hub");
        assertThat(peer(mesh, "n1", "hub").allowedIps()).hasToString("[10.9.0.1/32, 10.9.0.3/32, 10.9.0.4/32, "
                + "192.168.1.0/24, fd00:9::1/128, fd00:9::3/128, fd00:9::4/128]");
        assertThat(peer(mesh, "n1", "hub").ownIps()).hasToString("[10.9.0.1/32, fd00:9::1/128]");
        assertThat(host(mesh, "n1").routes()).hasToString("[192.168.1.0/24]");
        assertThat(peer(mesh, "hub", "n2").allowedIps()).hasToString("[10.9.0.3/32, 192.168.1.0/24, fd00:9::3/128]");
        assertThat(host(mesh, "hub").ground().relays()).isTrue();
        assertThat(host(mesh, "hub").ground().forwardsV4()).isTrue();
        assertThat(host(mesh, "hub").ground().forwardsV6()).isTrue();
        assertThat(host(mesh, "n1").ground()).isEqualTo(Ground.NONE);
        assertThat(mesh.missingPaths()).isEmpty();
    }

    @Test
    void aHostThatCannotBeCalledKeepsTheWayOpenWithoutANat() {
        DesiredMesh mesh = build(Meshes.mesh().host("a").and().host("b").noEndpoint().and().build());

        assertThat(peer(mesh, "b", "a").keepalive().seconds()).isEqualTo(25);
        assertThat(peer(mesh, "a", "b").keepalive().seconds()).isZero();
    }

    @Test
    void onlyPairsOfHostsHavePresharedKeys() {
        DesiredMesh mesh = build(
                Meshes.mesh().presharedEpoch(3).host("a").and().host("b").and().device("phone").build());
        assertThat(peer(mesh, "a", "b").presharedEpoch()).contains(3);
        assertThat(peer(mesh, "a", "phone").presharedEpoch()).isEmpty();
    }

    @Test
    void aKeyIsKnownOnceTheLockHasIt() {
        Mesh mesh = Meshes.of("a", "b");
        Lockfile lock = LockUpdater.update(mesh, Lockfile.empty(mesh.name())).lock().withKey(new NodeName("b"),
                Meshes.key("b"), LocalDate.EPOCH);
        DesiredMesh desired = DesiredStateBuilder.build(mesh, lock);
        assertThat(peer(desired, "a", "b").publicKey()).contains(Meshes.key("b"));
        assertThat(peer(desired, "b", "a").publicKey()).isEmpty();
        assertThat(host(desired, "b").keysKnown()).isFalse();
    }

    @Test
    void aPeerWithoutAKeyCanBeLeftOutForTheTimeBeing() {
        Mesh mesh = Meshes.mesh().host("a").and().host("b").route("192.168.1.0/24").and().host("c")
                .route("192.168.2.0/24").and().build();
        Lockfile lock = LockUpdater.update(mesh, Lockfile.empty(mesh.name())).lock();
        for (String name : List.of("a", "c")) {
            lock = lock.withKey(new NodeName(name), Meshes.key(name), LocalDate.EPOCH);
        }
        DesiredHost host = host(DesiredStateBuilder.build(mesh, lock).withoutUnknownPeers(), "a");
        assertThat(host.peers()).extracting(one -> one.name().text()).containsExactly("c");
        assertThat(host.routes()).hasToString("[192.168.2.0/24]");
        assertThat(host.keysKnown()).isTrue();
    }

    @Test
    void aRemovedHostIsListedUntilItIsClean() {
        Mesh mesh = Meshes.of("a", "b");
        Lockfile lock = LockUpdater.update(mesh, Lockfile.empty(mesh.name())).lock().withKey(new NodeName("b"),
                Meshes.key("b"), LocalDate.EPOCH);
        Mesh smaller = Meshes.of("a");
        Lockfile after = LockUpdater.update(smaller, lock).lock();
        DesiredMesh desired = DesiredStateBuilder.build(smaller, after);
        assertThat(desired.removed()).extracting(host -> host.name().text()).containsExactly("b");
        assertThat(desired.formerAddresses()).hasToString("{10.9.0.2=b, fd00:9::2=b}");
        assertThat(DesiredStateBuilder.build(smaller, after.cleaned(new NodeName("b"))).removed()).isEmpty();
    }

    @Test
    void sharedAllowedIpsAreRefused() {
        Mesh mesh = Meshes.mesh().host("a").route("10.44.0.0/16").and().external("x", "", "10.44.0.0/16").build();
        assertThatThrownBy(() -> build(mesh)).isInstanceOf(IllegalStateException.class)
                .hasMessage("a and x both have 10.44.0.0/16; validate the spec first");
    }

    @Test
    void aThousandHostsTakeLessThanAMinute() {
        Meshes draft = Meshes.mesh().ranges("10.9.0.0/16", "fd00:9::/64").presharedEpoch(1);
        for (int i = 0; i < 1000; i++) {
            draft.host("h" + i).site("s" + i % 10);
        }
        Mesh mesh = draft.build();
        DesiredMesh desired = Assertions.assertTimeout(Duration.ofMinutes(1), () -> build(mesh));
        assertThat(desired.hosts()).hasSize(1000).allSatisfy(host -> assertThat(host.peers()).hasSize(999));
        assertThat(desired.hosts().get(1).peers().getFirst()).as("peers are shared objects")
                .isSameAs(desired.hosts().get(2).peers().getFirst());
    }
}
