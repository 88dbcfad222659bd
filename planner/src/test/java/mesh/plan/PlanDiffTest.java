// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import mesh.files.FileContent;
import mesh.key.PublicKey;
import mesh.live.HostReading;
import mesh.live.LiveHost;
import mesh.live.LiveInterface;
import mesh.live.LivePeer;
import mesh.live.Manifest;
import mesh.model.Format;
import mesh.model.KeyPolicy.Custody;
import mesh.model.Meshes;
import mesh.name.MeshName;
import mesh.name.NodeName;
import mesh.net.Endpoint;
import mesh.plan.HostPlan.Action;

class PlanDiffTest {
    private static final String A = Meshes.key("a").base64();
    private static final String B = Meshes.key("b").base64();
    private static final String C = Meshes.key("c").base64();

    private static LiveHost with(LiveHost host, Optional<LiveInterface> iface) {
        return new LiveHost(host.host(), host.manifest(), host.files(), iface);
    }

    private static LiveHost withoutFile(LiveHost host, String path) {
        return new LiveHost(host.host(), host.manifest(),
                host.files().stream().filter(file -> !file.path().text().equals(path)).toList(), host.iface());
    }

    private static LiveHost roamed(LiveHost host, String endpoint) {
        LiveInterface iface = host.iface().orElseThrow();
        List<LivePeer> peers = iface.peers().stream()
                .map(peer -> new LivePeer(peer.publicKey(), Optional.of(Endpoint.parse(endpoint)), peer.allowedIps(),
                        peer.keepalive(), peer.preshared(), Optional.of(7L), 1, 2))
                .toList();
        return with(host, Optional.of(new LiveInterface(iface.name(), iface.publicKey(), iface.port(), iface.mtuBytes(),
                iface.addresses(), peers, iface.routes())));
    }

    @Test
    void whatWasAppliedIsNotChangedAgain() {
        Meshes draft = Meshes.mesh().presharedEpoch(2).device("phone").external("x", "", "10.44.0.0/16");
        draft.host("a").route("192.168.1.0/24");
        draft.host("b").behindNat().site("home");
        Situation applied = Situation.applied(draft.build());
        assertThat(applied.plan().hasChanges()).isFalse();
        assertThat(applied.actions()).containsExactly(entry("a", Action.NONE), entry("b", Action.NONE));
    }

    @Test
    void equalInputGivesAnEqualPlan() {
        Situation one = Situation.applied(Meshes.of("a", "b")).becomes(Meshes.of("a", "c"));
        Situation other = Situation.applied(Meshes.of("b", "a")).becomes(Meshes.of("c", "a"));
        assertThat(one.plan()).isEqualTo(other.plan());
    }

    @Test
    void aFreshMeshHasItsKeysBornFirst() {
        Situation fresh = Situation.fresh(Meshes.of("a", "b"));
        assertThat(fresh.changes("a")).isEqualTo(
                """
                        + key of wg0 is made on the host (known after apply)
                        + interface wg0 (port 51820, mtu 1420, key (known after apply))
                        + address 10.9.0.1/24
                        + address fd00:9::1/64
                        + peer b: key (known after apply), allowed ips 10.9.0.2/32, fd00:9::2/128, endpoint b.example.net:51820""");
        assertThat(fresh.plan("a").action()).isEqualTo(Action.CREATE);
        assertThat(fresh.plan("a").impact()).isEqualTo(Impact.NONE);
    }

    @Test
    void aHostWhoseKeyWasJustBornIsCreated() {
        Situation keyed = Situation.keyed(Meshes.of("a", "b"));
        keyed.found("a", live -> new LiveHost(live.host(), live.manifest(),
                Situation.applied(Meshes.of("a", "b")).live("a").files().stream()
                        .filter(file -> file.path().text().equals("/etc/mesh/wg0/private.key")).toList(),
                live.iface()));
        assertThat(keyed.changes("a")).isEqualTo("""
                + interface wg0 (port 51820, mtu 1420, key %s)
                + address 10.9.0.1/24
                + address fd00:9::1/64
                + peer b: key %s, allowed ips 10.9.0.2/32, fd00:9::2/128, endpoint b.example.net:51820
                ~ file /etc/mesh/wg0/private.key (secret)
                + file /etc/wireguard/wg0.conf""".formatted(A, B));
    }

    @Test
    void aNewHostIsAPeerOfTheOthersAndChangesThemInPlace() {
        Situation situation = Situation.applied(Meshes.of("a", "b")).becomes(Meshes.of("a", "b", "c"));
        assertThat(situation.actions()).containsExactly(entry("a", Action.UPDATE), entry("b", Action.UPDATE),
                entry("c", Action.CREATE));
        assertThat(situation.changes("a")).isEqualTo("""
                + peer c: key %s, allowed ips 10.9.0.3/32, fd00:9::3/128, endpoint c.example.net:51820
                ~ file /etc/wireguard/wg0.conf""".formatted(C));
        assertThat(situation.plan("a").impact()).isEqualTo(Impact.IN_PLACE);
    }

    @Test
    void aRemovedHostIsDeconfiguredAndLeavesEveryPeerList() {
        Situation situation = Situation.applied(Meshes.of("a", "b")).becomes(Meshes.of("a"));
        assertThat(situation.changes("a")).isEqualTo("""
                - peer b, key %s
                ~ file /etc/wireguard/wg0.conf""".formatted(B));
        assertThat(situation.changes("b")).isEqualTo("""
                - interface wg0 is taken down
                - file /etc/mesh/wg0/private.key
                - file /etc/wireguard/wg0.conf""");
        assertThat(situation.plan("b").action()).isEqualTo(Action.REMOVE);
        assertThat(situation.plan("b").impact()).isEqualTo(Impact.INTERFACE_DOWN);
        situation.readings.put(new NodeName("b"), new HostReading.Read(LiveHost.bare(new NodeName("b"))));
        assertThat(situation.plan("b").action()).isEqualTo(Action.NONE);
        assertThat(situation.changes("a")).as("the tombstone's address still tells the name").startsWith("- peer b,");
    }

    @Test
    void aRemovedHostWhoseMachineIsAnotherHostIsLeftAlone() {
        Situation situation = Situation.applied(Meshes.of("a", "b")).becomes(Meshes.of("a"));
        situation.moved("a", "b");
        assertThat(situation.plan("b").action()).isEqualTo(Action.NONE);
        assertThat(situation.plan("b").impactDetail()).contains("host a");
    }

    @Test
    void aRemovedHostWhoseMachineBelongsToAnotherMeshIsLeftAlone() {
        Situation situation = Situation.applied(Meshes.of("a", "b")).becomes(Meshes.of("a"));
        Manifest own = situation.live("b").manifest().orElseThrow();
        situation.found("b", host -> new LiveHost(host.host(), Optional.of(new Manifest(new MeshName("work"),
                own.host(), own.format(), 1, "-", "-", "-", own.files())), host.files(), host.iface()));
        assertThat(situation.plan("b").action()).isEqualTo(Action.NONE);
        assertThat(situation.plan("b").impactDetail()).contains("mesh work");
    }

    @Test
    void aRenamedHostKeepsItsSessions() {
        Situation before = Situation.applied(Meshes.mesh().presharedEpoch(1).host("a").and().host("b").and().build());
        Situation situation = before.becomes(Meshes.mesh().presharedEpoch(1).host("a").and().host("c").was("b")
                .machine("b.example.net").endpoint("b.example.net").and().build()).moved("b", "c");
        assertThat(situation.changes("a")).isEqualTo("""
                + file /etc/mesh/wg0/psk/c (secret)
                ~ file /etc/wireguard/wg0.conf
                - file /etc/mesh/wg0/psk/b""");
        assertThat(situation.changes("c")).isEqualTo("~ file /etc/wireguard/wg0.conf");
        assertThat(situation.plan("a").impact()).isEqualTo(Impact.NONE);
    }

    @Test
    void aRoamedEndpointIsNoChange() {
        Situation situation = Situation.applied(Meshes.of("a", "b"));
        situation.found("a", live -> roamed(live, "198.51.100.9:4711"));
        assertThat(situation.plan().hasChanges()).isFalse();
    }

    @Test
    void anEndpointThatTheSpecMovesIsAChangeEvenAfterRoaming() {
        Situation situation = Situation.applied(Meshes.of("a", "b"))
                .becomes(Meshes.mesh().host("a").and().host("b").endpoint("203.0.113.7").and().build());
        situation.found("a", live -> roamed(live, "198.51.100.9:4711"));
        assertThat(situation.changes("a")).isEqualTo("""
                ~ peer b: endpoint -> 203.0.113.7:51820
                ~ file /etc/wireguard/wg0.conf""");
        situation.found("a", live -> roamed(live, "203.0.113.7:51820"));
        assertThat(situation.changes("a")).as("the kernel has it already").isEqualTo("~ file /etc/wireguard/wg0.conf");
    }

    @Test
    void anAddressMovesByAddingBeforeRemoving() {
        Situation situation = Situation.applied(Meshes.of("a", "b"))
                .becomes(Meshes.mesh().host("a").pin("10.9.0.9").and().host("b").and().build());
        assertThat(situation.changes("a")).isEqualTo("""
                + address 10.9.0.9/24
                - address 10.9.0.1/24
                ~ file /etc/wireguard/wg0.conf""");
        assertThat(situation.changes("b")).startsWith("~ peer a: allowed ip +10.9.0.9/32, allowed ip -10.9.0.1/32\n");
    }

    @Test
    void portMtuRoutesAndPresharedKeysChangeInPlace() {
        Meshes draft = Meshes.mesh().presharedEpoch(1);
        draft.host("a").port(4000).mtu(1380);
        draft.host("b").route("192.168.1.0/24");
        Situation situation = Situation.applied(Meshes.of("a", "b")).becomes(draft.build());
        assertThat(situation.changes("a")).isEqualTo("""
                ~ port 51820 -> 4000
                ~ mtu 1420 -> 1380
                ~ peer b: allowed ip +192.168.1.0/24, preshared key -> epoch 1
                + route 192.168.1.0/24
                + file /etc/mesh/wg0/psk/b (secret)
                ~ file /etc/wireguard/wg0.conf""");
        assertThat(situation.plan("a").impact()).isEqualTo(Impact.IN_PLACE);
        assertThat(situation.plan("a").impactDetail())
                .isEqualTo("the port moves, sessions go on: peers learn it from the next packet");
    }

    @Test
    void anotherEpochChangesOnlySecrets() {
        Situation situation = Situation.applied(Meshes.mesh().presharedEpoch(1).host("a").and().host("b").and().build())
                .becomes(Meshes.mesh().presharedEpoch(2).host("a").and().host("b").and().build());
        assertThat(situation.changes("a")).isEqualTo("""
                ~ peer b: preshared key -> epoch 2
                ~ file /etc/mesh/wg0/psk/b (secret)""");
    }

    @Test
    void anotherFormatReplacesTheInterface() {
        Situation situation = Situation.applied(Meshes.of("a", "b"))
                .becomes(Meshes.mesh().host("a").format(Format.NETWORKD).and().host("b").and().build());
        assertThat(situation.plan("a").action()).isEqualTo(Action.REPLACE);
        assertThat(situation.plan("a").impact()).isEqualTo(Impact.INTERFACE_DOWN);
        assertThat(situation.changes("a")).startsWith("- interface wg0 is taken down\n+ interface wg0 (");
        assertThat(situation.actions()).containsEntry("b", Action.NONE);
    }

    @Test
    void anInterfaceThatIsDownIsBroughtUpAgain() {
        Situation situation = Situation.applied(Meshes.of("a", "b")).found("a", live -> with(live, Optional.empty()));
        assertThat(situation.plan("a").action()).isEqualTo(Action.UPDATE);
        assertThat(situation.changes("a")).startsWith("+ interface wg0 (");
        assertThat(situation.changes("a")).doesNotContain("file");
    }

    @Test
    void aHostThatLostItsKeyMakesAnother() {
        Situation situation = Situation.applied(Meshes.of("a", "b")).found("a",
                live -> withoutFile(live, "/etc/mesh/wg0/private.key"));
        assertThat(situation.changes("a")).isEqualTo("+ key of wg0 is made on the host (known after apply)");
        assertThat(situation.plan("a").impact()).isEqualTo(Impact.SESSIONS_DROP);
    }

    @Test
    void aReinstalledHostDoesNotShowTheKeyItLost() {
        assertThat(Situation.keyed(Meshes.of("a", "b")).changes("a")).startsWith("""
                + key of wg0 is made on the host (known after apply)
                + interface wg0 (port 51820, mtu 1420, key (known after apply))""");
    }

    @Test
    void aKeyUnderVaultCustodyIsMadeInTheVault() {
        Situation fresh = Situation
                .fresh(Meshes.mesh().custody(Custody.VAULT).host("a").and().host("b").and().build());
        assertThat(fresh.changes("a")).startsWith("+ key of wg0 is made in the vault (known after apply)");
    }

    private static LiveHost appliedWith(LiveHost host, PublicKey key) {
        Manifest was = host.manifest().orElseThrow();
        List<Manifest.Entry> files = was.files().stream()
                .map(file -> file.path().text().endsWith("/private.key")
                        ? new Manifest.Entry(file.path(), new FileContent.PrivateKey(key).identity(), file.sha256())
                        : file)
                .toList();
        return new LiveHost(host.host(), Optional.of(new Manifest(was.mesh(), was.host(), was.format(),
                was.generation(), was.commit(), was.by(), was.at(), files)), host.files(), host.iface());
    }

    @Test
    void aKeyThatTheLockDoesNotKnowIsALostOne() {
        Situation situation = Situation.applied(Meshes.of("a", "b"));
        assertThat(situation.plan("a").lostKey()).isFalse();
        situation.found("a", live -> appliedWith(live, Meshes.key("c")));
        assertThat(situation.plan("a").lostKey()).isTrue();
        assertThat(situation.plan("b").lostKey()).isFalse();
        situation.found("b", live -> withoutFile(live, "/etc/mesh/wg0/private.key"));
        assertThat(situation.plan("b").lostKey()).isTrue();
    }

    @Test
    void peersOfAHostThatLostItsKeyGetAnotherOne() {
        Situation situation = Situation.applied(Meshes.of("a", "b")).keysForgotten(Meshes.of("a", "b"), "a");
        assertThat(situation.changes("a")).contains("+ key of wg0 is made on the host (known after apply)");
        assertThat(situation.changes("b")).contains("+ peer a: key (known after apply)",
                "- peer a, key " + A.substring(0, 8));
    }

    @Test
    void aLostKeyIsWrittenAgainUnderVaultCustody() {
        Situation situation = Situation
                .applied(Meshes.mesh().custody(Custody.VAULT).host("a").and().host("b").and().build())
                .found("a", live -> withoutFile(live, "/etc/mesh/wg0/private.key"));
        assertThat(situation.changes("a")).isEqualTo("+ file /etc/mesh/wg0/private.key (secret)");
    }

    @Test
    void anotherKeyDropsTheSessionsWithThatHostOnly() {
        Situation situation = Situation.applied(Meshes.of("a", "b"));
        Situation rekeyed = situation.becomes(Meshes.of("a", "b"));
        LiveHost live = rekeyed.live("a");
        LiveInterface iface = live.iface().orElseThrow();
        LivePeer old = iface.peers().getFirst();
        LivePeer former = new LivePeer(Meshes.key("former"), old.endpoint(), old.allowedIps(), old.keepalive(), false,
                Optional.empty(), 0, 0);
        rekeyed.found("a", host -> with(host, Optional.of(new LiveInterface(iface.name(), iface.publicKey(),
                iface.port(), iface.mtuBytes(), iface.addresses(), List.of(former), iface.routes()))));
        assertThat(rekeyed.changes("a")).isEqualTo("""
                + peer b: key %s, allowed ips 10.9.0.2/32, fd00:9::2/128, endpoint b.example.net:51820
                - peer b, key %s""".formatted(B, Meshes.key("former")));
        assertThat(rekeyed.plan("a").impact()).isEqualTo(Impact.SESSIONS_DROP);
        assertThat(rekeyed.plan("a").impactDetail()).isEqualTo("sessions with b start anew");
    }

    @Test
    void aRunningKeyThatIsNotTheHostsIsReplaced() {
        Situation situation = Situation.applied(Meshes.of("a", "b"));
        LiveInterface iface = situation.live("a").iface().orElseThrow();
        situation.found("a", host -> with(host, Optional.of(new LiveInterface(iface.name(), Optional.empty(),
                iface.port(), iface.mtuBytes(), iface.addresses(), iface.peers(), iface.routes()))));
        assertThat(situation.changes("a")).isEqualTo("~ key (none) -> " + A);
    }

    @Test
    void aHostThatCouldNotBeReadIsUnknownAndShrinksNobody() {
        Situation situation = Situation.applied(Meshes.of("a", "b"));
        situation.readings.put(new NodeName("b"), new HostReading.Failed(new NodeName("b"), false, "no answer"));
        assertThat(situation.actions()).containsExactly(entry("a", Action.NONE), entry("b", Action.UNKNOWN));
        assertThat(situation.plan("b").impactDetail()).isEqualTo("no answer");
        situation.readings.remove(new NodeName("b"));
        assertThat(situation.actions()).containsExactly(entry("a", Action.NONE));
    }

    @Test
    void aMachineOfAnotherMeshOrHostIsNotTouched() {
        Situation situation = Situation.applied(Meshes.of("a", "b"));
        Manifest own = situation.live("a").manifest().orElseThrow();
        situation.found("a", host -> new LiveHost(host.host(), Optional.of(new Manifest(new MeshName("work"),
                own.host(), own.format(), 1, "-", "-", "-", own.files())), host.files(), host.iface()));
        assertThat(situation.plan("a").action()).isEqualTo(Action.UNKNOWN);
        assertThat(situation.plan("a").impactDetail()).contains("mesh work");
        situation.moved("b", "a");
        assertThat(situation.plan("a").action()).isEqualTo(Action.UNKNOWN);
        assertThat(situation.plan("a").impactDetail()).contains("as host b");
    }

    @Test
    void filesThatAreNoLongerWantedGo() {
        Situation situation = Situation.applied(Meshes.mesh().presharedEpoch(1).host("a").and().host("b").and().build())
                .becomes(Meshes.of("a", "b"));
        assertThat(situation.changes("a")).isEqualTo("""
                ~ peer b: preshared key -> (none)
                ~ file /etc/wireguard/wg0.conf
                - file /etc/mesh/wg0/psk/b""");
    }
}
