// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import mesh.lab.LabBuilder;

/** What a network's owner does in its first weeks, on real hosts: every change converges, and a second apply does nothing. */
class ApplyStoriesTest {
    private static final String PLAIN = """
            mesh: story
            network: {ipv4: 10.99.0.0/24}
            """;

    @TempDir
    Path folder;

    private Fleet three() {
        return Fleet.start(folder, "story", lab -> lab.linux("alder").openBsd("birch").linux("cedar"));
    }

    private static LabBuilder four(LabBuilder lab) {
        return lab.linux("alder").openBsd("birch").linux("cedar").openBsd("doris");
    }

    @Test
    void oneApplyFromNothingConnectsThreeMixedHosts() {
        try (Fleet fleet = three()) {
            fleet.spec(PLAIN, fleet.callable("alder"), fleet.callable("birch"), fleet.callable("cedar"));

            Program.Run first = fleet.applyTwice();

            assertThat(first.out() + first.err()).contains("known after apply");
            fleet.everyPairPings("alder", "birch", "cedar");
        }
    }

    @Test
    void planIsQuietAfterApplyAndSaysTwoBefore() {
        try (Fleet fleet = three()) {
            fleet.spec(PLAIN, fleet.callable("alder"), fleet.callable("birch"), fleet.callable("cedar"));

            fleet.program().run("plan", "--detailed-exitcode").exits(2);
            fleet.apply().exits(0);

            fleet.program().run("plan", "--detailed-exitcode").exits(0);
        }
    }

    @Test
    void aHostBehindNatCallsTheOthers() {
        try (Fleet fleet = Fleet.start(folder, "nat", lab -> lab.linux("alder").openBsd("birch")
                .router("gate", mesh.lab.NatKind.PORT_PRESERVING).linux("inner", mesh.lab.HostOption.behind("gate")))) {
            fleet.spec(PLAIN, fleet.callable("alder"), fleet.callable("birch"),
                    fleet.block("inner", "behind-nat: true"));

            fleet.applyTwice();

            fleet.everyPairPings("inner", "alder");
            fleet.everyPairPings("inner", "birch");
        }
    }

    @Test
    void addingAHostDropsNoPacketBetweenTheOthers() {
        try (Fleet fleet = Fleet.start(folder, "add", ApplyStoriesTest::four)) {
            fleet.spec(PLAIN, fleet.callable("alder"), fleet.callable("birch"), fleet.callable("cedar"));
            fleet.apply().exits(0);
            SteadyPing ping = SteadyPing.start(fleet.host("alder"), fleet.meshAddress("birch", "ipv4"));
            SteadyPing back = SteadyPing.start(fleet.host("cedar"), fleet.meshAddress("birch", "ipv6"));

            fleet.spec(PLAIN, fleet.callable("alder"), fleet.callable("birch"), fleet.callable("cedar"),
                    fleet.callable("doris"));
            fleet.applyTwice();

            ping.endsWithoutLoss();
            back.endsWithoutLoss();
            fleet.everyPairPings("alder", "birch", "cedar", "doris");
        }
    }

    @Test
    void aRemovedHostIsCleanedAndForgottenByItsPeers() {
        try (Fleet fleet = three()) {
            fleet.spec(PLAIN, fleet.callable("alder"), fleet.callable("birch"), fleet.callable("cedar"));
            fleet.apply().exits(0);
            String address = fleet.meshAddress("birch", "ipv4");
            SteadyPing ping = SteadyPing.start(fleet.host("alder"), fleet.meshAddress("cedar", "ipv4"));

            fleet.spec(PLAIN, fleet.callable("alder"), fleet.callable("cedar"));
            fleet.applyTwice();

            ping.endsWithoutLoss();
            assertThat(fleet.host("birch").run("ls /etc/hostname.wg0 /etc/mesh/wg0").exit()).isNotZero();
            assertThat(fleet.host("birch").run("ifconfig wg0").exit()).isNotZero();
            assertThat(fleet.host("alder").run("wg show wg0 allowed-ips").orThrow()).doesNotContain(address);
            assertThat(fleet.read("mesh.lock")).contains(address);
        }
    }

    @Test
    void aPinnedAddressReplacesTheOldOneEverywhere() {
        try (Fleet fleet = three()) {
            fleet.spec(PLAIN, fleet.callable("alder"), fleet.callable("birch"), fleet.callable("cedar"));
            fleet.apply().exits(0);
            SteadyPing ping = SteadyPing.start(fleet.host("alder"), fleet.meshAddress("cedar", "ipv4"));

            fleet.spec(PLAIN, fleet.callable("alder"), fleet.callable("birch", "address: 10.99.0.77"),
                    fleet.callable("cedar"));
            fleet.applyTwice();

            ping.endsWithoutLoss();
            assertThat(fleet.meshAddress("birch", "ipv4")).isEqualTo("10.99.0.77");
            fleet.everyPairPings("alder", "birch", "cedar");
        }
    }

    @Test
    void aNewPortIsListenedOnAndCalled() {
        try (Fleet fleet = three()) {
            fleet.spec(PLAIN, fleet.callable("alder"), fleet.callable("birch"), fleet.callable("cedar"));
            fleet.apply().exits(0);
            SteadyPing ping = SteadyPing.start(fleet.host("alder"), fleet.meshAddress("birch", "ipv4"));

            fleet.spec(PLAIN, fleet.callable("alder"), fleet.callable("birch"),
                    fleet.callable("cedar", "port: 4500"));
            fleet.applyTwice();

            ping.endsWithoutLoss();
            assertThat(fleet.host("cedar").run("wg show wg0 listen-port").orThrow()).startsWith("4500");
            fleet.everyPairPings("alder", "birch", "cedar");
        }
    }

    @Test
    void aNewEndpointIsUsed() {
        try (Fleet fleet = three()) {
            fleet.spec(PLAIN, fleet.callable("alder"), fleet.callable("birch"), fleet.callable("cedar"));
            fleet.apply().exits(0);

            fleet.spec(PLAIN, fleet.callable("alder"), fleet.callable("birch"),
                    fleet.block("cedar", "endpoint: " + fleet.host("cedar").address6()));
            fleet.applyTwice();

            assertThat(fleet.host("alder").run("cat /etc/wireguard/wg0.conf").orThrow())
                    .contains("[" + mesh.net.IpAddress.parse(fleet.host("cedar").address6()) + "]");
            fleet.everyPairPings("alder", "birch", "cedar");
        }
    }

    @Test
    void aRenamedHostKeepsAddressKeyAndSessions() {
        try (Fleet fleet = three()) {
            fleet.spec(PLAIN, fleet.callable("alder"), fleet.callable("birch"), fleet.callable("cedar"));
            fleet.apply().exits(0);
            String address = fleet.meshAddress("cedar", "ipv4");
            String key = fleet.host("cedar").run("wg show wg0 public-key").orThrow();
            SteadyPing ping = SteadyPing.start(fleet.host("birch"), address);

            fleet.spec(PLAIN, fleet.callable("alder"), fleet.callable("birch"),
                    fleet.callable("cedar", "was: cedar").replace("  cedar:", "  cypress:"));
            fleet.applyTwice();

            ping.endsWithoutLoss();
            assertThat(fleet.meshAddress("cypress", "ipv4")).isEqualTo(address);
            assertThat(fleet.host("cedar").run("wg show wg0 public-key").orThrow()).isEqualTo(key);
        }
    }

    @Test
    void theMeshComesBackAfterAReboot() {
        try (Fleet fleet = three()) {
            fleet.spec(PLAIN, fleet.callable("alder"), fleet.callable("birch"), fleet.callable("cedar"));
            fleet.apply().exits(0);

            fleet.host("birch").reboot();

            fleet.everyPairPings("birch", "alder");
            fleet.apply().exits(0);
        }
    }

    @Test
    void aHostThatDoesNotAnswerShrinksNobodysPeerList() {
        try (Fleet fleet = three()) {
            fleet.spec(PLAIN, fleet.callable("alder"), fleet.callable("birch"), fleet.callable("cedar"));
            fleet.apply().exits(0);
            String before = fleet.host("alder").run("wg show wg0 peers | sort").orThrow();
            fleet.host("birch").faults().stopSshd();

            fleet.apply().exits(4);

            assertThat(fleet.host("alder").run("wg show wg0 peers | sort").orThrow()).isEqualTo(before);
        }
    }

    @Test
    void aNewHostThatDoesNotAnswerHoldsNobodyBack() {
        try (Fleet fleet = three()) {
            fleet.host("birch").faults().stopSshd();
            fleet.spec(PLAIN, fleet.callable("alder"), fleet.callable("birch"), fleet.callable("cedar"));

            Program.Run run = fleet.apply().exits(4);

            assertThat(run.out() + run.err()).contains("birch");
            fleet.everyPairPings("alder", "cedar");
        }
    }

    @Test
    void aProtectedHostIsRemovedOnlyWithAWordMore() {
        try (Fleet fleet = three()) {
            fleet.spec(PLAIN, fleet.callable("alder"), fleet.callable("birch", "protected: true"),
                    fleet.callable("cedar"));
            fleet.apply().exits(0);
            fleet.spec(PLAIN, fleet.callable("alder"), fleet.callable("cedar"));

            Program.Run refused = fleet.apply().exits(1);

            assertThat(refused.err()).contains("birch").contains("--allow-destroy");
            assertThat(fleet.host("birch").run("ifconfig wg0").ok()).isTrue();
            fleet.apply("--allow-destroy").exits(0);
            assertThat(fleet.host("birch").run("ifconfig wg0").ok()).isFalse();
        }
    }

    @Test
    void aLockedRunDecidesNothingThatNobodyReviewed() {
        try (Fleet fleet = three()) {
            List<String> names = List.of("alder", "birch", "cedar");
            fleet.spec(PLAIN, names.stream().map(fleet::callable).toArray(String[]::new));

            assertThat(fleet.apply("--locked").exits(3).err()).contains("mesh.lock is out of date", "mesh lock");
            fleet.program().run("lock").exits(0);
            assertThat(fleet.apply("--locked").exits(3).err()).contains("has no key of alder, birch, cedar",
                    "mesh bootstrap alder");
            names.forEach(name -> fleet.program().run("bootstrap", name).exits(0));
            String reviewed = fleet.read("mesh.lock");
            fleet.apply("--locked").exits(0);

            assertThat(fleet.read("mesh.lock")).isEqualTo(reviewed);
            fleet.everyPairPings("alder", "birch", "cedar");
        }
    }

    @Test
    void aLoginWithDoasOrSudoIsEnough() {
        try (Fleet fleet = three()) {
            String[] blocks = {fleet.callable("alder"), fleet.callable("birch"), fleet.callable("cedar")};
            for (int i = 0; i < blocks.length; i++) {
                blocks[i] = blocks[i].replace("user: root", "user: deploy");
            }
            fleet.spec(PLAIN, blocks);

            fleet.applyTwice();

            fleet.everyPairPings("alder", "birch", "cedar");
        }
    }
}
