// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import mesh.lab.LabHost;
import mesh.lab.LabOs;

/** An OpenBSD host's internet traffic goes through a Linux host and through an OpenBSD host, and no other way. */
class BsdExitStoriesTest {
    private static final String PLAIN = """
            mesh: bsdleaving
            network: {ipv4: 10.91.0.0/24}
            """;
    private static final String OUTSIDE = "203.0.113.9";
    private static final String OUTSIDE6 = "2001:db8:9::9";
    /** birch's, which alder reaches by cedar only, as most hosts of the internet. */
    private static final String FAR = "192.0.2.77";
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private Fleet fleet;
    private LabHost alder;
    private LabHost cedar;
    private String before;

    @Test
    void everythingLeavesByTheExitAndIsAsBeforeAfterwards() {
        try (Fleet started = Fleet.start(folder, "bsdleaving",
                lab -> lab.openBsd("alder").linux("birch").openBsd("dorn").linux("cedar"))) {
            fleet = started;
            alder = fleet.host("alder");
            cedar = fleet.host("cedar");
            internet();
            spec("use-exit: none");
            fleet.apply().exits(0);
            before = state();
            counters();

            nobodyConfirms();
            throughLinux();
            nothingLeaks();
            othersHandsAreFound();
            bootsAsItWas();
            followsItsNetwork();
            throughOpenBsd();
            anotherTakesOverAndGivesBack();
            leaves();
        }
    }

    /** cedar is no part of the mesh, the gateway of all others, and the internet is behind it. */
    private void internet() {
        cedar.run("ip address add " + OUTSIDE + "/32 dev lo && ip address add " + OUTSIDE6 + "/128 dev lo nodad && "
                + "echo 1 >/proc/sys/net/ipv4/ip_forward && echo 0 >/proc/sys/net/ipv4/conf/all/send_redirects && "
                + "echo 0 >/proc/sys/net/ipv4/conf/eth0/send_redirects && ip route add " + FAR + "/32 via "
                + fleet.host("birch").address()).orThrow();
        fleet.host("birch").run("ip address add " + FAR + "/32 dev lo").orThrow();
        for (String name : new String[]{"alder", "birch", "dorn"}) {
            LabHost host = fleet.host(name);
            cedar.run("ip route replace " + host.address() + "/32 dev eth0 src " + OUTSIDE
                    + " && ip -6 route replace " + host.address6() + "/128 dev eth0 src " + OUTSIDE6).orThrow();
            if (host.os() == LabOs.OPENBSD) {
                host.put("/etc/mygate", "0644", cedar.address() + "\n" + cedar.address6() + "\n");
                host.run("sed -i /default/d /etc/hostname.vio0; route -qn delete -inet default; sh /etc/netstart vio0")
                        .orThrow();
            } else {
                host.run("ip route replace default via " + cedar.address() + " && ip -6 route replace default via "
                        + cedar.address6()).orThrow();
            }
        }
    }

    private void spec(String use) {
        fleet.spec(PLAIN, fleet.callable("alder", use), fleet.block("birch", "endpoint: " + FAR, "exit-node: true"),
                fleet.callable("dorn", "exit-node: true"));
    }

    /** What the system has of routes and rules. */
    private String state() {
        return alder.run("route -n show | grep -v wg0; pfctl -s rules; pfctl -a mesh_wg0 -s rules; cat /etc/pf.conf; "
                + "ifconfig wg0 | grep wgrtable").out();
    }

    /** What begins at {@code host} itself and arrives outside. */
    private void counters() {
        StringBuilder rules = new StringBuilder();
        for (String name : new String[]{"alder", "birch", "dorn"}) {
            LabHost host = fleet.host(name);
            String counts = " counter name " + name + "\n";
            rules.append("ip saddr ").append(host.address()).append(" ip daddr " + OUTSIDE + " jump begins_")
                    .append(name)
                    .append("\nip6 saddr ").append(host.address6()).append(" ip6 daddr " + OUTSIDE6 + " jump begins_")
                    .append(name).append('\n');
            rules.insert(0, "%");
            cedar.run("nft -f -", """
                    table inet seen {
                        counter %1$s { }
                        chain begins_%1$s {
                            icmp type echo-request%2$s
                            icmpv6 type echo-request%2$s
                            meta l4proto udp%2$s
                            tcp flags & (syn | ack) == syn%2$s
                        }
                    }
                    """.formatted(name, counts)).orThrow();
        }
        cedar.run("nft -f -", "table inet seen {\nchain input {\ntype filter hook input priority 0;\n"
                + rules.toString().replace("%", "") + "}\n}\n").orThrow();
    }

    private int seen(String name) {
        String text = cedar.run("nft list counter inet seen " + name).orThrow();
        return Integer.parseInt(text.replaceAll("(?s).*packets (\\d+) .*", "$1"));
    }

    private boolean reaches(String address) {
        return alder.run((address.contains(":") ? "ping6" : "ping") + " -c 1 -w 5 " + address).ok();
    }

    /** From outside; the banner, or nothing. */
    private String ssh(String address) {
        return cedar.run("timeout 5 bash -c 'read -r line </dev/tcp/" + address + "/22; echo $line'").out();
    }

    private void everythingLeavesBy(String exit) {
        int direct = seen("alder");
        int through = seen(exit);
        assertThat(reaches(OUTSIDE)).as("IPv4 by " + exit).isTrue();
        assertThat(reaches(OUTSIDE6)).as("IPv6 by " + exit).isTrue();
        assertThat(seen(exit)).as("under the address of " + exit).isEqualTo(through + 2);
        assertThat(seen("alder")).as("under its own address").isEqualTo(direct);
        assertThat(reaches(cedar.address())).as("its own network").isTrue();
        assertThat(reaches(cedar.address6())).as("its own network").isTrue();
        assertThat(ssh(alder.address())).as("SSH from outside").startsWith("SSH-");
        assertThat(ssh(alder.address6())).as("SSH from outside").startsWith("SSH-");
    }

    /** Once the change is through, nobody logs in for some seconds. */
    private void nobodyConfirms() {
        alder.run("mv /sbin/logger /sbin/logger.kept").orThrow();
        alder.put("/sbin/logger", "755",
                """
                        #!/bin/sh
                        case "$*" in *' through')
                        kill $(cat /var/run/sshd.pid); (sleep 6; exec /libexec/model/usr/sbin/sshd -D -e) </dev/null >/dev/null 2>&1 &
                        ;; esac
                        """);
        spec("use-exit: birch");
        fleet.apply("--confirm-timeout", "4").exits(5);
        assertThat(state()).isEqualTo(before);
        assertThat(reaches(OUTSIDE)).isTrue();
        alder.run("mv /sbin/logger.kept /sbin/logger").orThrow();
    }

    /** A session from outside goes on meanwhile: the server still has something to say to what is no SSH. */
    private void throughLinux() {
        cedar.run("rm -f /tmp/said; bash -c 'exec 3<>/dev/tcp/" + alder.address()
                + "/22; read -r banner <&3; until [ -e /tmp/applied ]; do sleep 0.2; done; echo nonsense >&3; "
                + "timeout 5 cat <&3 >/tmp/said' >/dev/null 2>&1 &").orThrow();
        Program.Run run = fleet.applyTwice();
        assertThat(run.out()).contains("+ internet traffic goes through birch", "+ firewall anchor mesh_wg0");
        cedar.run(": >/tmp/applied").orThrow();
        Waiting.until("the open session to answer", SOON,
                () -> cedar.run("grep -q . /tmp/said").ok());
        Waiting.until("the route of the ended session to go", SOON,
                () -> !alder.run("route -n show -inet").orThrow().contains(OUTSIDE));
        everythingLeavesBy("birch");
    }

    private void nothingLeaks() {
        int direct = seen("alder");
        fleet.host("birch").run("ip link set dev wg0 down").orThrow();
        assertThat(reaches(OUTSIDE)).isFalse();
        fleet.host("birch").run("systemctl restart wg-quick@wg0 2>/dev/null || { wg-quick down wg0; wg-quick up wg0; }")
                .orThrow();
        alder.run("ifconfig wg0 down").orThrow();
        assertThat(reaches(OUTSIDE)).isFalse();
        assertThat(reaches(OUTSIDE6)).isFalse();
        alder.run("ifconfig wg0 destroy").orThrow();
        assertThat(reaches(OUTSIDE)).isFalse();
        assertThat(reaches(OUTSIDE6)).isFalse();
        assertThat(reaches(cedar.address())).as("its own network").isTrue();
        assertThat(seen("alder")).isEqualTo(direct);
        alder.run("sh /etc/netstart wg0").orThrow();
        everythingLeavesBy("birch");
    }

    private void othersHandsAreFound() {
        String follower = alder.run("cat /etc/mesh/wg0/running/exit.pid").orThrow().strip();
        alder.run("kill " + follower).orThrow();
        Waiting.until("the follower to end", SOON, () -> !alder.run("kill -0 " + follower).ok());
        assertThat(fleet.program().run("drift").out()).contains("kernel does not send it there");
        alder.run("ifconfig wg0 wgrtable 0").orThrow();
        assertThat(fleet.program().run("drift").out()).contains("kernel does not send it there");
        assertThat(fleet.applyTwice().out()).contains("+ internet traffic goes through birch");
        everythingLeavesBy("birch");
    }

    private void bootsAsItWas() {
        int direct = seen("alder");
        alder.reboot();
        Waiting.until("the rules to know who listens", SOON, () -> ssh(alder.address()).startsWith("SSH-"));
        assertThat(fleet.apply().exits(0).out()).contains("No changes");
        everythingLeavesBy("birch");
        assertThat(seen("alder")).isEqualTo(direct);
        assertThat(fleet.program().run("drift").exits(0).out()).contains("No drift");
    }

    /** Another gateway: WireGuard's packets take it, and so do answers. */
    private void followsItsNetwork() {
        String other = cedar.address().replaceAll("[0-9]+$", "200");
        cedar.run("ip address add " + other + "/32 dev eth0").orThrow();
        alder.run("route -qn delete -inet default; route -qn add -inet default " + other).orThrow();
        Waiting.until("the table to follow", SOON,
                () -> alder.run("route -n -T 255 show -inet").orThrow().contains(other));
        Waiting.until("the rules to follow", SOON,
                () -> alder.run("pfctl -a mesh_wg0 -s rules").orThrow().contains("reply-to " + other));
        everythingLeavesBy("birch");
        assertThat(fleet.program().run("drift").exits(0).out()).contains("No drift");
        alder.run("route -qn delete -inet default; route -qn add -inet default " + cedar.address()).orThrow();
    }

    private void throughOpenBsd() {
        spec("use-exit: dorn");
        fleet.applyTwice();
        everythingLeavesBy("dorn");
    }

    private void anotherTakesOverAndGivesBack() {
        spec("use-exit: [birch, dorn]");
        assertThat(fleet.applyTwice().out()).contains("by the first of birch, dorn that is alive");
        FailoverStoriesTest.goesBy(fleet, "alder", "0.0.0.0/0", "birch", FailoverStoriesTest.BACK);
        everythingLeavesBy("birch");
        int direct = seen("alder");
        FailoverStoriesTest.dies(fleet.host("birch"));
        FailoverStoriesTest.goesBy(fleet, "alder", "0.0.0.0/0", "dorn", FailoverStoriesTest.LEFT);
        everythingLeavesBy("dorn");
        assertThat(fleet.program().run("drift").exits(0).out()).contains("No drift");
        FailoverStoriesTest.comesBack(fleet.host("birch"));
        FailoverStoriesTest.goesBy(fleet, "alder", "0.0.0.0/0", "birch", FailoverStoriesTest.BACK);
        everythingLeavesBy("birch");
        assertThat(seen("alder")).as("that went another way meanwhile").isEqualTo(direct);
    }

    private void leaves() {
        spec("use-exit: none");
        assertThat(fleet.applyTwice().out()).contains("- internet traffic goes the host's own way again");
        assertThat(state()).isEqualTo(before);
        assertThat(alder.run("route -n -T 255 show | grep -c vio0").out()).isEqualTo("0\n");
        int direct = seen("alder");
        assertThat(reaches(OUTSIDE)).isTrue();
        assertThat(seen("alder")).isEqualTo(direct + 1);
    }
}
