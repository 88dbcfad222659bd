// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import mesh.lab.HostOption;
import mesh.lab.LabHost;
import mesh.lab.LabOs;

/** Two hosts lead to one network and to the internet; when one dies the other takes over, and gives back afterwards. */
class FailoverStoriesTest {
    private static final String PLAIN = """
            mesh: pair
            network: {ipv4: 10.92.0.0/24}
            """;
    private static final String BEHIND = "192.168.70.2";
    private static final String OUTSIDE = "203.0.113.9";
    private static final String ROUTES = "routes: [192.168.70.0/24, 'fd00:70::/64']";
    /** Silence of 15 seconds, keepalives of 5, looks of 3: below 20 seconds, and more on a machine that is busy. */
    static final Duration LEFT = Duration.ofSeconds(50);
    static final Duration BACK = Duration.ofSeconds(90);
    private static final int LONGEST_GAP_MILLIS = 55_000;

    private static final String BSD_PEERS = """
            ifconfig wg0 | awk '$1 == "wgpeer" { printf "\\n" } $1 == "wgaip" { printf " %s", $2 }'
            """;

    @TempDir
    Path folder;

    /** alder, dorn and fir use birch and cedar; elm is no part of the mesh, and the internet is behind it. */
    private Fleet fleet() {
        Fleet fleet = Fleet.start(folder, "pair", lab -> lab.linux("alder").linux("birch").linux("cedar")
                .linux("dorn", HostOption.withSystemd()).linux("elm").openBsd("fir"));
        LabHost elm = fleet.host("elm");
        elm.run("ip address add " + OUTSIDE + "/32 dev lo").orThrow();
        for (String name : new String[]{"alder", "birch", "cedar", "dorn"}) {
            LabHost host = fleet.host(name);
            host.run("ip route replace default via " + elm.address()).orThrow();
            elm.run("ip route replace " + host.address() + "/32 dev eth0 src " + OUTSIDE).orThrow();
        }
        for (String router : new String[]{"birch", "cedar"}) {
            fleet.host(router).run("""
                    ip netns add lan && ip link add lan0 type veth peer name eth0 netns lan &&
                    ip address add 192.168.70.1/24 dev lan0 && ip address add fd00:70::1/64 dev lan0 nodad &&
                    ip link set lan0 up && ip -n lan address add 192.168.70.2/24 dev eth0 &&
                    ip -n lan address add fd00:70::2/64 dev eth0 nodad && ip -n lan link set eth0 up
                    """).orThrow();
        }
        elm.run("nft -f -", """
                table inet seen {
                    counter leaked { }
                    chain input {
                        type filter hook input priority 0;
                        ip saddr { %s, %s } ip daddr %s icmp type echo-request counter name leaked
                    }
                }
                """.formatted(fleet.host("alder").address(), fleet.host("dorn").address(), OUTSIDE)).orThrow();
        return fleet;
    }

    private static void spec(Fleet fleet, String use) {
        fleet.spec(PLAIN, fleet.callable("alder", use), fleet.callable("birch", "exit-node: true", ROUTES,
                "route-priority: 10"), fleet.callable("cedar", "exit-node: true", ROUTES),
                fleet.callable("dorn", use), fleet.callable("fir"));
    }

    private static void nothingLeaked(Fleet fleet) {
        assertThat(fleet.host("elm").run("nft list counter inet seen leaked").orThrow()).contains("packets 0 ");
    }

    /** As a machine without power: nothing of the mesh reaches it or comes from it. */
    static void dies(LabHost router) {
        router.run("nft -f -", """
                table inet dead {
                    chain incoming { type filter hook input priority -300; udp dport 51820 drop; }
                    chain outgoing { type filter hook output priority -300; udp sport 51820 drop; }
                }
                """).orThrow();
    }

    static void comesBack(LabHost router) {
        router.run("nft delete table inet dead").orThrow();
    }

    /** With whom {@code user} has {@code network}. */
    static void goesBy(Fleet fleet, String user, String network, String router, Duration limit) {
        String address = fleet.meshAddress(router, "ipv4") + "/32";
        String peers = fleet.host(user).os() == LabOs.OPENBSD ? BSD_PEERS : "wg show wg0 allowed-ips";
        Waiting.until(user + " to reach " + network + " by " + router, limit,
                () -> fleet.host(user).run(peers).orThrow().lines()
                        .anyMatch(line -> line.contains(network) && line.contains(address)));
    }

    /** For more than a second, so that a steady ping has had answers too. */
    private static void answers(LabHost host, String address) {
        host.run("ping -c 25 -i 0.06 -w 10 " + address).orThrow();
    }

    @Test
    void theOtherRouterTakesOverAndGivesBackAndNothingLeaks() {
        try (Fleet fleet = fleet()) {
            LabHost birch = fleet.host("birch");
            LabHost cedar = fleet.host("cedar");
            spec(fleet, "use-exit: [cedar, birch]");
            assertThat(fleet.applyTwice().out()).contains("by the first of birch, cedar that is alive");
            SteadyPing behind = SteadyPing.start(fleet.host("alder"), BEHIND);
            SteadyPing outside = SteadyPing.start(fleet.host("dorn"), OUTSIDE);

            answers(fleet.host("alder"), BEHIND);
            dies(birch);
            goesBy(fleet, "alder", "192.168.70.0/24", "cedar", LEFT);
            goesBy(fleet, "dorn", "192.168.70.0/24", "cedar", LEFT);
            goesBy(fleet, "fir", "192.168.70.0/24", "cedar", LEFT);
            fleet.host("fir").run("ping -c 1 " + BEHIND).orThrow();
            answers(fleet.host("alder"), BEHIND);
            assertThat(behind.endsWithLongestGap()).as("without the network behind, in ms").isBetween(5_000,
                    LONGEST_GAP_MILLIS);
            outside.endsWithoutLoss();
            assertThat(fleet.program().run("plan").exits(0).out()).contains("No changes");
            assertThat(fleet.program().run("drift").exits(0).out()).contains("No drift. 5 hosts");
            assertThat(fleet.program().run("status").exits(0).out())
                    .contains("192.168.70.0/24 fd00:70::/64 by cedar, not the preferred birch");

            comesBack(birch);
            behind = SteadyPing.start(fleet.host("alder"), BEHIND);
            goesBy(fleet, "alder", "192.168.70.0/24", "birch", BACK);
            behind.endsWithoutLoss();

            outside = SteadyPing.start(fleet.host("dorn"), OUTSIDE);
            answers(fleet.host("dorn"), OUTSIDE);
            dies(cedar);
            goesBy(fleet, "dorn", "0.0.0.0/0", "birch", LEFT);
            goesBy(fleet, "alder", "0.0.0.0/0", "birch", LEFT);
            answers(fleet.host("dorn"), OUTSIDE);
            assertThat(outside.endsWithLongestGap()).as("without the internet, in ms").isBetween(5_000,
                    LONGEST_GAP_MILLIS);
            nothingLeaked(fleet);
            comesBack(cedar);

            spec(fleet, "use-exit: none");
            assertThat(fleet.applyTwice().out()).contains("internet traffic goes the host's own way again");
            fleet.spec(PLAIN, fleet.callable("alder"), fleet.callable("birch", ROUTES), fleet.callable("cedar"),
                    fleet.callable("dorn"), fleet.callable("fir"));
            assertThat(fleet.applyTwice().out()).contains("- program that moves routes");
            assertThat(fleet.host("dorn").run("ls /etc/mesh/wg0/watch /etc/systemd/system/mesh-watch-wg0.service").ok())
                    .isFalse();
        }
    }
}
