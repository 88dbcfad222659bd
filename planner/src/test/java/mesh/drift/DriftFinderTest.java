// SPDX-License-Identifier: Apache-2.0
package mesh.drift;

import static mesh.drift.Found.CONF;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import mesh.drift.DriftDocument.Counts;
import mesh.drift.DriftDocument.Host;
import mesh.drift.DriftDocument.Item;
import mesh.files.HostPath;
import mesh.key.PublicKey;
import mesh.live.HostReading;
import mesh.live.LiveHost;
import mesh.live.LiveInterface;
import mesh.live.LivePeer;
import mesh.live.LiveService;
import mesh.model.Mesh;
import mesh.model.Meshes;
import mesh.name.NodeName;
import mesh.net.Endpoint;
import mesh.plan.Situation;

class DriftFinderTest {
    private static final PublicKey B = Meshes.key("b");
    private static final PublicKey STRANGER = Meshes.key("stranger");
    private static final String[] IPS_OF_B = {"10.9.0.2/32", "fd00:9::2/128"};

    private final Situation applied = Situation.applied(Meshes.of("a", "b"));

    private static DriftDocument drift(Situation situation) {
        return DriftFinder.find(situation.plan(), List.copyOf(situation.readings.values()));
    }

    private static List<Item> items(Situation situation) {
        return drift(situation).hosts().getFirst().items();
    }

    private static String lines(Situation situation) {
        return items(situation).stream().map(item -> item.symbol() + " " + item.text())
                .collect(Collectors.joining("\n"));
    }

    private String found(UnaryOperator<LiveHost> change) {
        return lines(applied.found("a", change));
    }

    private String running(UnaryOperator<LiveInterface> change) {
        return found(live -> Found.running(live, change));
    }

    private String peers(LivePeer... peers) {
        return running(iface -> Found.peered(iface, List.of(peers)));
    }

    @Test
    void aHostAsItWasLeftIsClean() {
        DriftDocument drift = drift(applied);
        assertThat(drift.hasDrift()).isFalse();
        assertThat(drift.counts()).isEqualTo(new Counts(2, 0, 0, 0));
        assertThat(drift.hosts()).extracting(Host::state).containsExactly("clean", "clean");
    }

    @Test
    void aSpecThatMovedOnIsAPlanAndNoDrift() {
        Meshes draft = Meshes.mesh().presharedEpoch(1);
        draft.host("a").port(4000).mtu(1300).pin("10.9.0.7").route("192.168.7.0/24");
        draft.host("c").route("192.168.1.0/24");
        Situation next = applied.becomes(draft.build());
        assertThat(next.plan().hasChanges()).isTrue();
        assertThat(drift(next).counts()).isEqualTo(new Counts(1, 0, 1, 0));
    }

    @Test
    void whatTheNextApplyWantsAnywayIsNoDrift() {
        Situation next = applied.becomes(Meshes.mesh().host("a").port(4000).and().host("b").and().build());
        next.found("a", live -> Found.running(live, iface -> Found.listening(iface, 4000, 1420)));
        assertThat(lines(next)).isEmpty();
        next.found("a", live -> Found.running(live, iface -> Found.listening(iface, 5000, 1420)));
        assertThat(lines(next)).isEqualTo("~ port: applied 51820, kernel 5000, spec 4000");
    }

    @Test
    void anEditedTextIsShownAsADifference() {
        assertThat(found(live -> Found.edited(live, CONF, text -> text.replace("MTU = 1420", "MTU = 1280"))))
                .isEqualTo("~ file /etc/wireguard/wg0.conf: edited by hand");
        assertThat(items(applied).getFirst().diff()).contains("\n-MTU = 1420\n+MTU = 1280\n");
    }

    @Test
    void anEditedTextIsComparedWithTheSpecWhereThatMovedOnToo() {
        Situation next = applied.becomes(Meshes.of("a", "b", "c"));
        next.found("a", live -> Found.edited(live, CONF, text -> text + "# mine\n"));
        assertThat(lines(next)).isEqualTo("~ file /etc/wireguard/wg0.conf: edited by hand; what was applied is not"
                + " known any more, so compared with the spec");
        assertThat(items(next).getFirst().diff()).contains("+# mine");
    }

    @Test
    void aTextThatAlreadyIsWhatTheSpecWantsIsNoDrift() {
        Situation next = applied.becomes(Meshes.of("a", "b", "c"));
        String wanted = Situation.applied(Meshes.of("a", "b", "c")).live("a").files().stream()
                .filter(file -> file.path().text().equals(CONF)).findFirst().orElseThrow().text().orElseThrow();
        next.found("a", live -> Found.edited(live, CONF, text -> wanted));
        assertThat(lines(next)).as("the file has the peer, the kernel does not").isEqualTo("- peer c: not there");
    }

    @Test
    void keysInAnEditedTextAreNotShown() {
        String secret = "q".repeat(42) + "E=";
        found(live -> Found.edited(live, CONF, text -> text + "PrivateKey = " + secret + "\n"));
        assertThat(items(applied)).hasSize(1).noneMatch(item -> item.toString().contains(secret));
        assertThat(items(applied).getFirst().diff()).contains("+PrivateKey = (secret)");
    }

    @Test
    void aSecretThatIsAnotherOneIsNamedAndNotShown() {
        assertThat(found(live -> Found.edited(live, "/etc/mesh/wg0/private.key", text -> text)))
                .isEqualTo("~ file /etc/mesh/wg0/private.key: edited by hand (secret)");
    }

    @Test
    void aFileThatIsGoneOrOpenToOthersIsFound() {
        assertThat(found(live -> Found.without(Found.opened(live, "/etc/mesh/wg0/private.key"), CONF))).isEqualTo("""
                ~ file /etc/mesh/wg0/private.key mode: applied 0600 root:root, file 0644 0:0
                - file /etc/wireguard/wg0.conf: gone""");
    }

    @Test
    void saveConfigIsExplained() {
        assertThat(found(live -> Found.edited(live, CONF, text -> text + "saveconfig=true\n")))
                .contains("SaveConfig = true, so wg-quick writes over it");
        assertThat(found(live -> Found.edited(live, CONF, text -> text.replace("true", "false"))))
                .doesNotContain("writes over it");
    }

    @Test
    void aForeignPeerIsToldFromOneThatTheSpecDropped() {
        assertThat(peers(Found.peer(B, 0, false, IPS_OF_B), Found.peer(STRANGER, 0, false, "10.9.0.77/32")))
                .isEqualTo("+ peer " + STRANGER + ": a key that no node has or had, allowed ips 10.9.0.77/32");
        Situation external = Situation.applied(Meshes.mesh().external("x", "", "10.44.0.0/16").host("a").and()
                .host("b").and().build()).becomes(Meshes.of("a", "b"));
        assertThat(external.changes("a")).contains("- peer x, key ");
        assertThat(lines(external)).isEmpty();
    }

    @Test
    void aFormerKeyOfAHostIsCalledByItsName() {
        assertThat(peers(Found.peer(B, 0, false, IPS_OF_B), Found.peer(STRANGER, 0, false, "10.9.0.2/32")))
                .isEqualTo("+ peer b: not applied by mesh, key " + STRANGER + ", allowed ips 10.9.0.2/32");
    }

    @Test
    void aMissingPeerIsFoundAndOneNotYetAddedIsNot() {
        assertThat(peers()).isEqualTo("- peer b: not there");
        assertThat(lines(Situation.applied(Meshes.of("a", "b")).becomes(Meshes.of("a", "b", "c")))).isEmpty();
    }

    @Test
    void everySettingOfAPeerIsCompared() {
        assertThat(peers(Found.peer(B, 25, true, "10.9.0.2/32", "10.44.0.0/16"))).isEqualTo("""
                ~ peer b allowed ips: applied 10.9.0.2/32 fd00:9::2/128, kernel 10.9.0.2/32 10.44.0.0/16
                ~ peer b keepalive: applied 0 s, kernel 25 s
                ~ peer b preshared key: applied none, kernel set""");
    }

    @Test
    void aPresharedKeyThatIsGoneIsFound() {
        Mesh mesh = Meshes.mesh().presharedEpoch(1).host("a").and().host("b").and().build();
        Situation keyed = Situation.applied(mesh);
        assertThat(lines(keyed)).isEmpty();
        keyed.found("a", live -> Found.running(live,
                iface -> Found.peered(iface, List.of(Found.peer(B, 0, false, IPS_OF_B)))));
        assertThat(lines(keyed)).isEqualTo("~ peer b preshared key: applied set, kernel none");
    }

    @Test
    void aRoamedEndpointIsNoDrift() {
        assertThat(running(iface -> Found.peered(iface,
                iface.peers().stream()
                        .map(peer -> new LivePeer(peer.publicKey(), Optional.of(Endpoint.parse("198.51.100.9:4711")),
                                peer.allowedIps(), peer.keepalive(), peer.preshared(), Optional.of(3L), 1, 2))
                        .toList())))
                .isEmpty();
    }

    @Test
    void keyPortAndMtuAreCompared() {
        assertThat(running(iface -> Found.listening(iface, 4000, 1280))).isEqualTo("""
                ~ port: applied 51820, kernel 4000
                ~ mtu: applied 1420, kernel 1280""");
        assertThat(Situation.applied(Meshes.of("a", "b"))).satisfies(other -> {
            other.found("a", live -> Found.running(live, iface -> Found.keyed(iface, Optional.of(STRANGER))));
            assertThat(lines(other)).isEqualTo("~ key: applied " + Meshes.key("a") + ", kernel " + STRANGER);
        });
        assertThat(Situation.applied(Meshes.of("a", "b"))).satisfies(other -> {
            other.found("a", live -> Found.running(live, iface -> Found.keyed(iface, Optional.empty())));
            assertThat(lines(other)).isEqualTo("~ key: applied " + Meshes.key("a") + ", kernel (none)");
        });
    }

    @Test
    void anInterfaceThatIsGoneIsOneItem() {
        assertThat(found(Found::stopped)).isEqualTo("- interface wg0: not there");
    }

    @Test
    void anInterfaceThatIsDownTakesItsRoutesWithIt() {
        Meshes draft = Meshes.mesh();
        draft.host("a").and().host("b").route("192.168.1.0/24");
        Situation routed = Situation.applied(draft.build());
        routed.found("a", live -> Found.running(live, Found::down));
        assertThat(lines(routed)).isEqualTo("~ interface wg0: applied up, kernel down");
        assertThat(routed.changes("a")).isEqualTo("""
                ~ interface wg0 is set up again
                + route 192.168.1.0/24""");
        assertThat(routed.plan("a").notices()).isEmpty();
    }

    @Test
    void addressesAndRoutesAreFoundBothWays() {
        Meshes draft = Meshes.mesh();
        draft.host("a").and().host("b").route("192.168.1.0/24");
        Situation routed = Situation.applied(draft.build());
        routed.found("a", live -> Found.running(live, iface -> Found.addressed(iface,
                List.of("10.9.0.1/24", "10.9.0.99/24"), List.of("10.44.0.0/16", "10.9.0.128/25"))));
        assertThat(lines(routed)).isEqualTo("""
                - address fd00:9::1/64: not there
                + address 10.9.0.99/24: not applied by mesh
                - route 192.168.1.0/24: not there
                + route 10.44.0.0/16: not applied by mesh""");
    }

    @Test
    void aServiceThatWouldNotStartAtBootIsFound() {
        LiveService other = new LiveService("systemd-networkd.service", false, false);
        assertThat(found(live -> Found.serving(live, new LiveService("wg-quick.wg0", true, false), other)))
                .as("nothing waits for an OpenRC service").isEmpty();
        assertThat(found(live -> Found.serving(live, new LiveService("wg-quick@wg0.service", true, false), other)))
                .isEqualTo("~ service wg-quick@wg0.service: applied active, found inactive");
        assertThat(applied.changes("a"))
                .isEqualTo("~ service wg-quick@wg0.service counts as started again; the interface runs on");
        assertThat(found(live -> Found.serving(live, new LiveService("wg-quick@wg0.service", false, true), other)))
                .isEqualTo("~ service wg-quick@wg0.service: applied enabled, found disabled");
        assertThat(applied.changes("a")).isEqualTo("~ service wg-quick@wg0.service starts at boot again");
        assertThat(found(live -> Found.serving(Found.stopped(live), new LiveService("wg-quick.wg0", true, false))))
                .isEqualTo("""
                        - interface wg0: not there
                        ~ service wg-quick.wg0: applied active, found inactive""");
    }

    @Test
    void filesBesideMeshsOwnAreNamedAndAreNoDrift() {
        HostPath beside = new HostPath("/etc/systemd/system/wg-quick@wg0.service.d/late.conf");
        applied.found("a", live -> Found.serving(live,
                new LiveService("wg-quick@wg0.service", true, true, List.of(beside))));
        DriftDocument.Host host = DriftFinder.find(applied.plan(), List.copyOf(applied.readings.values())).hosts()
                .getFirst();
        assertThat(host.state()).isEqualTo("clean");
        assertThat(host.notes())
                .containsExactly(beside + " changes what wg-quick@wg0.service does; mesh did not write it");
    }

    @Test
    void hostsThatAreNotKnownAreCounted() {
        List<HostReading> failed = new ArrayList<>();
        Situation three = Situation.applied(Meshes.of("a", "b", "c"));
        three.readings.put(new NodeName("a"), new HostReading.Failed(new NodeName("a"), false, "no answer"));
        three.readings.put(new NodeName("b"), new HostReading.Failed(new NodeName("b"), true, "another key"));
        failed.addAll(three.readings.values());
        DriftDocument drift = DriftFinder.find(three.plan(), failed);
        assertThat(drift.counts()).isEqualTo(new Counts(1, 0, 0, 2));
        assertThat(drift.hosts()).extracting(Host::state).containsExactly("unreachable", "refused", "clean");
        assertThat(drift.hosts().getFirst().detail()).isEqualTo("no answer");
        assertThat(drift.hasDrift()).isFalse();
    }

    @Test
    void aHostInTheMiddleOfAChangeIsNotJudged() {
        applied.found("a", live -> Found.changing(Found.edited(live, CONF, text -> text + "# next\n")));
        DriftDocument drift = drift(applied);
        assertThat(drift.counts()).isEqualTo(new Counts(1, 0, 0, 1));
        assertThat(drift.hosts().getFirst().state()).isEqualTo("changing");
        assertThat(applied.plan("a").notices()).isEmpty();
    }

    @Test
    void aMachineThatIsAnotherHostHasDrifted() {
        applied.moved("b", "a");
        assertThat(items(applied)).extracting(Item::kind).containsExactly("owner");
        assertThat(lines(applied)).contains("as host b");
    }

    @Test
    void whatWasNeverAppliedCannotDrift() {
        Situation keyed = Situation.keyed(Meshes.of("a", "b"));
        keyed.found("a", live -> new LiveHost(live.host(), Optional.empty(), List.of(),
                applied.live("a").iface().map(iface -> Found.peered(iface, List.of(Found.peer(STRANGER, 0, false))))));
        assertThat(drift(keyed).counts()).isEqualTo(new Counts(0, 0, 2, 0));
        assertThat(lines(keyed)).isEmpty();
    }
}
