// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import java.nio.file.Path;

import mesh.lab.LabHost;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A host carries packets between the mesh and a network behind it. */
class RouterStoriesTest {
    private static final String PLAIN = """
            mesh: routing
            network: {ipv4: 10.94.0.0/24}
            """;
    private static final String ROUTES = "routes: [192.168.70.0/24, 'fd00:70::/64']";
    private static final String FORWARDING = "cat /proc/sys/net/ipv4/ip_forward /proc/sys/net/ipv6/conf/all/forwarding";

    @TempDir
    Path folder;

    /** A machine behind {@code router}, at .2 and ::2, which knows no way to anywhere else. */
    private static void machineBehind(LabHost router) {
        router.run("""
                ip netns add lan && ip link add lan0 type veth peer name eth0 netns lan &&
                ip address add 192.168.70.1/24 dev lan0 && ip address add fd00:70::1/64 dev lan0 nodad &&
                ip link set lan0 up && ip -n lan address add 192.168.70.2/24 dev eth0 &&
                ip -n lan address add fd00:70::2/64 dev eth0 nodad && ip -n lan link set eth0 up
                """).orThrow();
    }

    private static boolean reaches(LabHost host, String address) {
        return host.run("ping -c 1 -w 5 " + address).ok();
    }

    private static void isAsBefore(LabHost router) {
        assertThat(router.run(FORWARDING).orThrow()).isEqualTo("0\n0\n");
        assertThat(router.run("nft list tables").orThrow()).isEqualTo("table ip other\n");
        assertThat(router.run("ls /etc/mesh/wg0/ground /etc/mesh/wg0/running").ok()).isFalse();
    }

    /** Once its change is through, nobody logs in for some seconds. */
    private static void losesSshd(LabHost host) {
        host.run("mkdir -p /usr/local/sbin").orThrow();
        host.put("/usr/local/sbin/logger", "755", """
                #!/bin/sh
                case "$*" in *' through')
                kill $(cat /run/sshd.pid); (sleep 6; exec /usr/sbin/sshd -D -e) </dev/null >/dev/null 2>&1 &
                ;; esac
                """);
    }

    @Test
    void aMachineBehindARouterIsReachedAndTheRouterIsAsBeforeAfterwards() {
        try (Fleet fleet = Fleet.start(folder, "routing", lab -> lab.linux("alder").linux("birch"))) {
            LabHost alder = fleet.host("alder");
            LabHost birch = fleet.host("birch");
            machineBehind(birch);
            birch.run("echo 0 >/proc/sys/net/ipv4/ip_forward; nft add table ip other").orThrow();
            fleet.spec(PLAIN, fleet.callable("alder"), fleet.callable("birch", ROUTES));

            assertThat(fleet.applyTwice().out()).contains("+ forwarding of IPv4", "+ forwarding of IPv6",
                    "+ firewall table inet mesh_wg0");
            assertThat(reaches(alder, "192.168.70.2")).isTrue();
            assertThat(reaches(alder, "fd00:70::2")).isTrue();

            birch.run("nft flush chain inet mesh_wg0 forward; echo 0 >/proc/sys/net/ipv4/ip_forward").orThrow();
            assertThat(fleet.program().run("drift").out()).contains("firewall of wg0: changed by another hand",
                    "forwarding of IPv4: applied on, kernel off");
            fleet.apply().exits(0);
            assertThat(reaches(alder, "192.168.70.2")).isTrue();

            birch.reboot();
            birch.run("nft add table ip other").orThrow();
            machineBehind(birch);
            assertThat(fleet.apply().exits(0).out()).contains("No changes");
            birch.run("ping -c 1 -w 20 " + fleet.meshAddress("alder", "ipv4")).orThrow();
            assertThat(reaches(alder, "192.168.70.2")).isTrue();

            fleet.spec(PLAIN, fleet.callable("alder"), fleet.callable("birch"));
            assertThat(fleet.applyTwice().out()).contains("- firewall table inet mesh_wg0");
            isAsBefore(birch);
        }
    }

    @Test
    void aChangeThatNobodyConfirmsIsTakenBackAndAHostThatLeavesIsAsBefore() {
        try (Fleet fleet = Fleet.start(folder, "unrouting", lab -> lab.linux("alder").linux("birch"))) {
            LabHost birch = fleet.host("birch");
            birch.run("echo 0 >/proc/sys/net/ipv4/ip_forward; nft add table ip other").orThrow();
            fleet.spec(PLAIN, fleet.callable("alder"), fleet.callable("birch"));
            fleet.apply().exits(0);

            fleet.spec(PLAIN, fleet.callable("alder"), fleet.callable("birch", ROUTES));
            losesSshd(birch);
            fleet.apply("--confirm-timeout", "4").exits(5);
            isAsBefore(birch);

            birch.run("rm /usr/local/sbin/logger").orThrow();
            fleet.apply().exits(0);
            fleet.spec(PLAIN, fleet.callable("alder"));
            fleet.apply("--allow-destroy").exits(0);
            isAsBefore(birch);
        }
    }
}
