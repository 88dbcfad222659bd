// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;

import mesh.drift.DriftDocument.Item;
import mesh.drift.DriftFinder;
import mesh.live.LiveFingerprint;
import mesh.live.LiveGround;
import mesh.live.LiveGround.Firewall;
import mesh.live.LiveGround.Names;
import mesh.live.LiveHost;
import mesh.lock.Lockfile;
import mesh.model.Format;
import mesh.model.Mesh;
import mesh.model.Meshes;
import mesh.model.Topology.Shape;
import mesh.name.NodeName;

class GroundChangesTest {
    private static Mesh mesh(String... routes) {
        Meshes draft = Meshes.mesh();
        Meshes.HostDraft router = draft.host("a");
        List.of(routes).forEach(router::route);
        draft.host("b");
        return draft.build();
    }

    private static LiveHost with(LiveHost host, UnaryOperator<LiveGround> change) {
        return new LiveHost(host.host(), host.manifest(), host.files(), host.iface(), host.services(), host.changing(),
                host.ssh(), host.ground().map(change));
    }

    private static LiveGround running(LiveGround ground, boolean v4, Firewall firewall) {
        return new LiveGround(ground.loaded(), v4, ground.forwardsV6(), firewall, ground.exit(), ground.names(),
                ground.relay());
    }

    @Test
    void aRelayComesStopsTakesItsClientsAnewAndGoes() {
        Meshes one = Meshes.mesh().admit("anna").host("a").relay().and().host("b").and();
        Situation applied = Situation.applied(one.build());
        assertThat(Situation.applied(mesh()).becomes(one.build()).changes("a"))
                .contains("+ relay at a.example.net:443, stun 3478, self-signed, pin (known after apply), 1 client, "
                        + "key (known after apply)");
        assertThat(applied.changes("a")).isEmpty();
        assertThat(applied.becomes(mesh()).changes("a")).contains("- relay, its key and its certificate");
        Situation stopped = applied.found("a", live -> with(live, ground -> new LiveGround(ground.loaded(),
                ground.forwardsV4(), ground.forwardsV6(), ground.firewall(), ground.exit(), ground.names(),
                LiveGround.Service.STOPPED)));
        assertThat(stopped.changes("a")).contains("~ relay is started again");
        assertThat(items(stopped)).hasSize(1).first().asString().contains("relay");
    }

    @Test
    void anAgentComesIsStartedAgainAndGoes() {
        Meshes one = natted().host("r").relay().and();
        Situation applied = Situation.applied(one.build(), GroundChangesTest::born);
        assertThat(Situation.applied(natted().hubs(Shape.FULL, "a").build()).becomes(one.build()).changes("b"))
                .contains("+ agent finds ways to c, meets them at r, key (known after apply)");
        assertThat(applied.changes("b")).isEmpty();
        assertThat(applied.changes("a")).as("it is nobody's agent").isEmpty();
        Situation stopped = applied.found("b", live -> with(live, ground -> new LiveGround(ground.loaded(),
                ground.forwardsV4(), ground.forwardsV6(), ground.firewall(), ground.exit(), ground.names(),
                ground.relay(), ground.trust(), ground.watch(), ground.tlsKey(), ground.dns(), ground.online(),
                LiveGround.Service.STOPPED)));
        assertThat(stopped.changes("b")).isEqualTo("~ agent is started again");
        assertThat(items(stopped)).hasSize(1).first().asString().contains("agent");
        assertThat(Situation.applied(one.build(), GroundChangesTest::born)
                .becomes(natted().hubs(Shape.FULL, "a").build()).changes("b"))
                .contains("- agent, and its key");
    }

    @Test
    void aRelayTakesTheKeysOfAgentsByThemselves() {
        Mesh mesh = natted().host("r").relay().and().build();
        Situation born = Situation.fresh(mesh).locked(mesh,
                lock -> lock.withAgent(new NodeName("b"), Meshes.relayKey("b")));
        assertThat(born.changes("r")).contains("2 clients,");
        assertThat(born.changes("c")).contains("+ agent finds ways to b, meets them at r, key (known after apply)");
        assertThat(born.changes("b")).contains("key " + Meshes.relayKey("b").hex());
    }

    @Test
    void aRelayWaitsForTheKeyOfAHostThatJoins() {
        Mesh before = natted().host("r").relay().and().build();
        Mesh after = natted().host("r").relay().and().host("d").behindNat().and().build();
        Situation joined = Situation.applied(before, GroundChangesTest::born).becomes(after);

        assertThat(joined.changes("r")).contains("~ relay takes the list of its clients anew; connections go on");
        assertThat(joined.changes("b")).contains("+ peer d: ", "agents find the way", "~ agent takes its peers");
        assertThat(joined.changes("a")).doesNotContain("agent");
    }

    private static Lockfile born(Lockfile lock) {
        return lock.withAgent(new NodeName("b"), Meshes.relayKey("b")).withAgent(new NodeName("c"),
                Meshes.relayKey("c"));
    }

    /** Two that nobody can call, and one that everybody can. */
    private static Meshes natted() {
        return Meshes.mesh().host("a").and().host("b").behindNat().and().host("c").behindNat().and();
    }

    @Test
    void whatServicesWaitByComesIsSetUpAgainAndGoes() {
        Mesh waiting = waiting();
        Situation applied = Situation.applied(waiting);
        assertThat(Situation.applied(mesh()).becomes(waiting).changes("a"))
                .contains("+ mesh-wg0-online.target: waits 60 s at the most for an answer through wg0");
        assertThat(applied.changes("a")).isEmpty();
        assertThat(applied.becomes(mesh()).changes("a")).contains("- mesh-wg0-online.target");
        Situation off = applied.found("a", live -> with(live, ground -> new LiveGround(ground.loaded(),
                ground.forwardsV4(), ground.forwardsV6(), ground.firewall(), ground.exit(), ground.names(),
                ground.relay(), ground.trust(), ground.watch(), ground.tlsKey(), ground.dns(), LiveGround.Online.OFF,
                ground.agent())));
        assertThat(off.changes("a")).contains("~ mesh-wg0-online.target");
        assertThat(items(off)).hasSize(1).first().asString().contains("what waits for wg0: applied ready");
    }

    @Test
    void aHostAsksTheResolverFromWhenTheSpecSaysSoUntilItDoesNot() {
        Meshes draft = Meshes.mesh().domain("home.mesh").resolver("b");
        Mesh asking = draft.host("a").useResolver().and().host("b").and().build();
        Mesh before = Meshes.mesh().domain("home.mesh").resolver("b").host("a").and().host("b").and().build();
        Situation applied = Situation.applied(asking);
        assertThat(Situation.applied(before).becomes(asking).changes("a"))
                .contains("+ resolver of the mesh in systemd-resolved: home.mesh by 10.9.0.2, fd00:9::2");
        assertThat(applied.changes("a")).isEmpty();
        assertThat(applied.becomes(before).changes("a")).contains("- resolver of the mesh in systemd-resolved");
        Situation edited = applied.found("a", live -> with(live, ground -> new LiveGround(ground.loaded(),
                ground.forwardsV4(), ground.forwardsV6(), ground.firewall(), ground.exit(), ground.names(),
                ground.relay(), ground.trust(), ground.watch(), ground.tlsKey(), Names.CHANGED, ground.online(),
                ground.agent())));
        assertThat(edited.changes("a")).contains("~ resolver of the mesh in systemd-resolved");
        assertThat(items(edited)).hasSize(1).first().asString().contains("changed by another hand");
    }

    private static Mesh waiting() {
        return Meshes.mesh().host("a").waitOnline(60).and().host("b").and().build();
    }

    @Test
    void aHostThatGetsANetworkBehindItForwardsItsFamily() {
        Situation grown = Situation.applied(mesh()).becomes(mesh("192.168.1.0/24"));
        assertThat(grown.changes("a")).contains("+ forwarding of IPv4", "+ firewall table inet mesh_wg0")
                .doesNotContain("IPv6");
        assertThat(grown.changes("b")).doesNotContain("forwarding", "firewall");
    }

    @Test
    void aHostWhoseFilesAreNotKnownYetTellsWhatItGets() {
        assertThat(Situation.fresh(mesh("192.168.1.0/24")).changes("a")).contains("+ forwarding of IPv4",
                "+ firewall table inet mesh_wg0");
    }

    @Test
    void anOpenBsdHostHasAnAnchorOfPf() {
        Meshes draft = Meshes.mesh();
        draft.host("a").format(Format.HOSTNAME_IF).route("192.168.1.0/24");
        draft.host("b");
        Situation fresh = Situation.fresh(draft.build());
        assertThat(fresh.changes("a")).contains("+ forwarding of IPv4", "+ firewall anchor mesh_wg0");
        assertThat(Situation.applied(draft.build()).changes("a")).isEmpty();
    }

    @Test
    void whatRunsIsNotSetUpAgain() {
        assertThat(Situation.applied(mesh("192.168.1.0/24", "fd00:7::/64")).plan().hasChanges()).isFalse();
    }

    @Test
    void aHostThatLosesItsNetworksIsAsItWasBefore() {
        Situation shrunk = Situation.applied(mesh("192.168.1.0/24")).becomes(mesh());
        assertThat(shrunk.changes("a")).contains("- firewall table inet mesh_wg0",
                "- forwarding and firewall as they were before mesh");
    }

    @Test
    void whatAnotherHandChangedIsPutRightAndIsDrift() {
        Situation applied = Situation.applied(mesh("192.168.1.0/24"));
        String before = LiveFingerprint.of(applied.live("a"));
        applied.found("a", live -> with(live, ground -> running(ground, false, Firewall.CHANGED)));
        assertThat(applied.changes("a"))
                .isEqualTo("+ forwarding of IPv4\n~ firewall table inet mesh_wg0");
        assertThat(items(applied)).containsExactly("~ forwarding of IPv4: applied on, kernel off",
                "~ firewall of wg0: changed by another hand");
        assertThat(LiveFingerprint.of(applied.live("a"))).isNotEqualTo(before);
    }

    @Test
    void aFirewallThatIsGoneIsLoadedAgain() {
        Situation applied = Situation.applied(mesh("192.168.1.0/24"))
                .found("a", live -> with(live, ground -> running(ground, true, Firewall.ABSENT)));
        assertThat(applied.changes("a")).isEqualTo("+ firewall table inet mesh_wg0");
        assertThat(items(applied)).containsExactly("- firewall of wg0: not there");
    }

    @Test
    void aHostThatLeavesIsAsItWasBefore() {
        LiveGround ground = new LiveGround(new TreeMap<>(), true, true, Firewall.AS_LOADED);
        assertThat(GroundChanges.removal(mesh().network().interfaceName(), mesh().hosts().getFirst().os(),
                Optional.of(ground))).hasSize(2);
        assertThat(GroundChanges.removal(mesh().network().interfaceName(), mesh().hosts().getFirst().os(),
                Optional.empty())).isEmpty();
    }

    private static Mesh exit(boolean used) {
        Meshes draft = Meshes.mesh();
        Meshes.HostDraft user = draft.host("a");
        if (used) {
            user.useExit("b");
        }
        draft.host("b").exitNode();
        return draft.build();
    }

    @Test
    void aHostThatUsesAnExitSendsItAllAddressesAndSaysSo() {
        Situation grown = Situation.applied(exit(false)).becomes(exit(true));
        assertThat(grown.changes("a")).contains("+ internet traffic goes through b", "allowed ip +0.0.0.0/0",
                "allowed ip +::/0").doesNotContain("+ route");
        assertThat(grown.plan("a").notices()).extracting(Notice::kind).contains(Notice.Kind.SSH_PATH);
        assertThat(grown.changes("b")).isEmpty();
        assertThat(Situation.applied(exit(true)).plan().hasChanges()).isFalse();
        assertThat(Situation.applied(exit(true)).becomes(exit(false)).changes("a"))
                .contains("- internet traffic goes the host's own way again");
    }

    @Test
    void aWayToTheExitThatIsGoneIsDrift() {
        Situation applied = Situation.applied(exit(true)).found("a", live -> with(live, ground -> new LiveGround(
                ground.loaded(), ground.forwardsV4(), ground.forwardsV6(), ground.firewall(), false,
                ground.names(), ground.relay())));
        assertThat(items(applied)).containsExactly(
                "- internet traffic: applied through an exit, kernel does not send it there");
        assertThat(applied.changes("a")).isEqualTo("+ internet traffic goes through b");
    }

    @Test
    void aBlockOfNamesThatSomebodyEditedIsDriftAndIsWrittenAgain() {
        Mesh named = Meshes.mesh().domain("home.mesh").host("a").and().host("b").and().build();
        assertThat(Situation.applied(named).plan().hasChanges()).isFalse();
        Situation edited = Situation.applied(named).found("a", live -> with(live, ground -> new LiveGround(
                ground.loaded(), ground.forwardsV4(), ground.forwardsV6(), ground.firewall(), false, Names.CHANGED,
                ground.relay())));
        assertThat(items(edited)).containsExactly("~ names of the mesh in /etc/hosts: changed by another hand");
        assertThat(edited.changes("a")).contains("~ names of the mesh in /etc/hosts");
        assertThat(Situation.applied(named).becomes(mesh()).changes("a"))
                .contains("- names of the mesh in /etc/hosts");
    }

    @Test
    void whatTheSpecWantsSinceTheLastApplyIsNoDrift() {
        Meshes named = Meshes.mesh().domain("home.mesh").host("a").and().host("b").and();
        Situation before = Situation.applied(named.build());
        Mesh more = Meshes.mesh().domain("home.mesh").resolver("b").admit("anna").host("a").route("192.168.1.0/24")
                .waitOnline(60).useResolver().relay().and().host("b").and().build();
        Situation grown = before.becomes(more);
        assertThat(grown.changes("a")).contains("+ forwarding of IPv4", "+ firewall table", "+ relay", "+ resolver",
                "+ mesh-wg0-online.target");
        assertThat(items(grown)).isEmpty();
        grown.found("a", live -> with(live, ground -> new LiveGround(ground.loaded(), ground.forwardsV4(),
                ground.forwardsV6(), ground.firewall(), false, Names.ABSENT, ground.relay())));
        assertThat(items(grown)).containsExactly("- names of the mesh in /etc/hosts: not there");
    }

    @Test
    void namesThatTheSpecWantsSinceTheLastApplyAreNoDrift() {
        Mesh routes = Meshes.mesh().host("a").route("192.168.1.0/24").and().host("b").and().build();
        Mesh named = Meshes.mesh().domain("home.mesh").host("a").route("192.168.1.0/24").and().host("b").and().build();
        Situation grown = Situation.applied(routes).becomes(named);
        assertThat(grown.changes("a")).contains("+ names of the mesh in /etc/hosts");
        assertThat(items(grown)).isEmpty();
    }

    private static List<String> items(Situation situation) {
        List<Item> items = DriftFinder.find(situation.plan(), List.copyOf(situation.readings.values())).hosts()
                .stream().flatMap(host -> host.items().stream()).toList();
        return items.stream().map(item -> item.symbol() + " " + item.text()).toList();
    }
}
