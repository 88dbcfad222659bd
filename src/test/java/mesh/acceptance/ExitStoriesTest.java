// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import java.nio.file.Path;

import mesh.lab.LabHost;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A host's internet traffic goes through another host, and nothing of it any other way. */
class ExitStoriesTest {
    private static final String PLAIN = """
            mesh: leaving-by
            network: {ipv4: 10.93.0.0/24}
            """;
    private static final String OUTSIDE = "203.0.113.9";
    private static final String OUTSIDE6 = "2001:db8:9::9";

    @TempDir
    Path folder;

    /** alder uses birch; cedar is no part of the mesh, and the internet is behind it. */
    private Fleet three() {
        Fleet fleet = Fleet.start(folder, "exits", lab -> lab.linux("alder").linux("birch").linux("cedar"));
        LabHost cedar = fleet.host("cedar");
        cedar.run("ip address add " + OUTSIDE + "/32 dev lo && ip address add " + OUTSIDE6 + "/128 dev lo nodad")
                .orThrow();
        for (String name : new String[]{"alder", "birch"}) {
            LabHost host = fleet.host(name);
            host.run("ip route replace default via " + cedar.address() + " && ip -6 route replace default via "
                    + cedar.address6()).orThrow();
            cedar.run("ip route replace " + host.address() + "/32 dev eth0 src " + OUTSIDE).orThrow();
        }
        fleet.spec(PLAIN, fleet.callable("alder"), fleet.callable("birch", "exit-node: true"));
        fleet.apply().exits(0);
        return fleet;
    }

    private static boolean reaches(LabHost host, String address) {
        return host.run("ping -c 1 -w 5 " + address).ok();
    }

    /** Counts what comes from {@code host} itself to the two addresses outside. */
    private static void watch(LabHost cedar, LabHost host) {
        cedar.run("nft -f -", """
                table inet seen {
                    counter leaked { }
                    chain input {
                        type filter hook input priority 0;
                        ip saddr %s ip daddr %s icmp type echo-request counter name leaked
                        ip6 saddr %s ip6 daddr %s icmpv6 type echo-request counter name leaked
                    }
                }
                """.formatted(host.address(), OUTSIDE, host.address6(), OUTSIDE6)).orThrow();
    }

    private static void nothingLeaked(LabHost cedar) {
        assertThat(cedar.run("nft list counter inet seen leaked").orThrow()).contains("packets 0 ");
    }

    @Test
    void trafficLeavesByTheExitAndNoOtherWay() {
        try (Fleet fleet = three()) {
            LabHost alder = fleet.host("alder");
            LabHost cedar = fleet.host("cedar");
            watch(cedar, alder);
            fleet.spec(PLAIN, fleet.callable("alder", "use-exit: birch"), fleet.callable("birch", "exit-node: true"));

            Program.Run run = fleet.applyTwice();

            assertThat(run.out()).contains("+ internet traffic goes through birch",
                    "! its internet traffic goes another way");
            assertThat(reaches(alder, OUTSIDE)).isTrue();
            assertThat(reaches(alder, OUTSIDE6)).isTrue();
            assertThat(reaches(alder, cedar.address())).as("its own network").isTrue();
            assertThat(cedar.run("ping -c 1 -w 5 " + alder.address()).ok()).as("a caller from outside").isTrue();
            assertThat(cedar.run("timeout 10 bash -c 'read -r line </dev/tcp/" + alder.address() + "/22; echo $line'")
                    .out()).as("SSH from outside").startsWith("SSH-");
            nothingLeaked(cedar);

            fleet.host("birch").run("ip link set dev wg0 down").orThrow();
            assertThat(reaches(alder, OUTSIDE)).isFalse();
            assertThat(reaches(alder, OUTSIDE6)).isFalse();
            nothingLeaked(cedar);
        }
    }

    @Test
    void aHostThatStopsUsingItsExitHasItsOwnWayAgain() {
        try (Fleet fleet = three()) {
            LabHost alder = fleet.host("alder");
            String before = alder.run("ip rule; ip -6 rule; cat /proc/sys/net/ipv4/conf/all/src_valid_mark").orThrow();
            fleet.spec(PLAIN, fleet.callable("alder", "use-exit: birch"), fleet.callable("birch", "exit-node: true"));
            fleet.apply().exits(0);
            alder.reboot();
            alder.run("ip route replace default via " + fleet.host("cedar").address()
                    + " && ip -6 route replace default via "
                    + fleet.host("cedar").address6()).orThrow();
            assertThat(fleet.apply().exits(0).out()).contains("No changes");

            fleet.spec(PLAIN, fleet.callable("alder"), fleet.callable("birch", "exit-node: true"));
            assertThat(fleet.applyTwice().out()).contains("- internet traffic goes the host's own way again");

            assertThat(alder.run("ip rule; ip -6 rule; cat /proc/sys/net/ipv4/conf/all/src_valid_mark").orThrow())
                    .isEqualTo(before);
            watch(fleet.host("cedar"), alder);
            assertThat(reaches(alder, OUTSIDE)).isTrue();
            assertThat(fleet.host("cedar").run("nft list counter inet seen leaked").orThrow()).contains("packets 1 ");
        }
    }
}
