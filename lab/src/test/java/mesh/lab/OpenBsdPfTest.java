// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** pf of the model: what it refuses, and that what it takes is done to real packets. */
@ExtendWith(LabRequired.class)
class OpenBsdPfTest {

    private static final String STOCK = "block return all\npass all\n"
            + "block return in on ! lo0 proto tcp from any to any port 6000:6010\n"
            + "block return out log proto tcp all user = _pbuild\nblock return out log proto udp all user = _pbuild\n";
    private static final String OUTSIDE = "198.51.100.9";

    private static Lab lab;
    private static LabHost host;
    private static LabHost peer;

    @BeforeAll
    static void start() {
        lab = Lab.named("pf").openBsd("obsd").linux("peer").linux("far").start();
        host = lab.host("obsd");
        peer = lab.host("peer");
        host.run("cp /etc/pf.conf /etc/pf.conf.stock").orThrow();
    }

    @AfterAll
    static void stop() {
        if (lab != null) {
            lab.close();
        }
    }

    @BeforeEach
    void asItComes() {
        host.run("cp /etc/pf.conf.stock /etc/pf.conf; pfctl -a a -F rules; pfctl -f /etc/pf.conf").orThrow();
    }

    private static void main(String rules) {
        host.run("cat >/etc/pf.conf; pfctl -f /etc/pf.conf", rules).orThrow();
    }

    private static void anchor(String rules) {
        host.run("pfctl -a a -f -", rules).orThrow();
    }

    private static boolean pings() {
        return peer.run("ping -c 1 -W 1 " + host.address()).ok();
    }

    /** How a call of the SSH port ends: {@code open}, {@code refused} or {@code silent}. */
    private static String calls() {
        LabResult result = peer.run("timeout 1 bash -c ': </dev/tcp/" + host.address() + "/22'");
        return result.ok() ? "open" : result.err().contains("refused") ? "refused" : "silent";
    }

    @Test
    void runsTheRulesThatTheSystemComesWithAlsoAfterABoot() {
        assertThat(host.run("pfctl -s info; pfctl -s rules").orThrow()).startsWith("Status: Enabled").endsWith(STOCK);
        host.reboot();
        assertThat(host.run("pfctl -sr; sysctl -n kern.securelevel").orThrow()).isEqualTo(STOCK + "1\n");
        host.run("cp /etc/pf.conf.stock /etc/pf.conf").orThrow();
        assertThat(host.run("pfctl -vs Interfaces -i lo0; pfctl -vs Interfaces -i vio0").orThrow())
                .isEqualTo("lo0 (skip)\nvio0\n");
    }

    @Test
    void theLastRuleThatMatchesDecidesUnlessOneIsQuick() {
        main("pass\nblock drop in proto icmp\n");
        assertThat(pings()).isFalse();
        main("block drop in proto icmp\npass\n");
        assertThat(pings()).isTrue();
        main("block drop in quick proto icmp\npass\n");
        assertThat(pings()).isFalse();
        main("pass\nblock drop in inet6 proto icmp6 from " + peer.address6() + "\n");
        assertThat(pings()).isTrue();
        assertThat(peer.run("ping -c 1 -W 1 " + host.address6()).ok()).isFalse();
        main("pass\nblock return in proto tcp to port 22\n");
        assertThat(calls()).isEqualTo("refused");
        main("pass\nblock drop in proto tcp to port { 21:23, 80 }\n");
        assertThat(calls()).isEqualTo("silent");
        main("pass\nblock in on ! vio0\nblock in on wg\n");
        assertThat(calls()).isEqualTo("open");
    }

    @Test
    void anAnchorIsAskedWhereTheMainRulesNameIt() {
        anchor("block drop in quick proto icmp\n");
        assertThat(pings()).isTrue();
        main("anchor \"a\" # asked first\nblock return\npass\n");
        assertThat(pings()).as("an anchor survives the load of the main rules").isFalse();
        assertThat(host.run("pfctl -sr; pfctl -a a -sr").orThrow()).isEqualTo(
                "anchor \"a\" all\nblock return all\npass all\nblock drop in quick proto icmp all\n");
        host.run("pfctl -a a -F rules").orThrow();
        assertThat(pings()).isTrue();
    }

    @Test
    void tagsAndTablesAreLookedAt() {
        main("anchor \"a\"\npass\n");
        String rules = """
                table <friends> const { 192.0.2.0/24, %s, fd00::1 }
                match in on vio0 tag refused
                match in on vio0 inet proto icmp from <friends> tag accepted
                block drop in quick on vio0 proto icmp tagged refused
                """;
        anchor(rules.formatted(peer.address()));
        assertThat(pings()).isTrue();
        assertThat(host.run("pfctl -a a -s Tables; pfctl -a a -t friends -T show").orThrow())
                .isEqualTo("friends\n   192.0.2.0/24\n   " + peer.address() + "\n   fd00::1\n");
        anchor(rules.formatted("192.0.2.1"));
        assertThat(pings()).isFalse();
    }

    @Test
    void translatesAndTellsWhatWasReceivedWhere() {
        LabHost far = lab.host("far");
        far.run("ip address add " + OUTSIDE + "/32 dev lo && nft add table ip t && nft add chain ip t c "
                + "'{ type filter hook input priority 0; }' && nft add rule ip t c ip saddr " + host.address()
                + " icmp type echo-request counter").orThrow();
        host.run("sysctl -q net.inet.ip.forwarding=1; route -qn add -inet " + OUTSIDE + " " + far.address()).orThrow();
        peer.run("ip route add " + OUTSIDE + "/32 via " + host.address()).orThrow();
        main("match out on vio0 inet from " + peer.address() + " to " + OUTSIDE + " nat-to (vio0:0)\npass\n");
        assertThat(peer.run("ping -c 1 -W 2 " + OUTSIDE).ok()).isTrue();
        assertThat(far.run("nft list table ip t").orThrow()).contains("counter packets 1 ");

        main("pass\nblock drop out on vio0 to " + OUTSIDE + " received-on vio0\n");
        assertThat(peer.run("ping -c 1 -W 1 " + OUTSIDE).ok()).isFalse();
        assertThat(host.run("ping -c 1 -w 2 " + OUTSIDE).ok()).as("of the host itself").isTrue();
        main("pass\nblock drop out on vio0 to " + OUTSIDE + " ! received-on vio0\n");
        assertThat(peer.run("ping -c 1 -W 2 " + OUTSIDE).ok()).isTrue();
        assertThat(host.run("ping -c 1 -w 1 " + OUTSIDE).ok()).isFalse();
    }

    @Test
    void aDryRunStoresNothing() {
        host.put("/etc/a.conf", "0600", "block drop in quick proto icmp\n");
        host.run(
                "pfctl -a a -nf /etc/a.conf && printf '%s\\n' 'load anchor \"a\" from \"/etc/a.conf\"' 'block' | pfctl -nf -")
                .orThrow();
        assertThat(host.run("pfctl -a a -sr; pfctl -sr").orThrow()).isEqualTo(STOCK);
        main("anchor \"a\"\nload anchor \"a\" from \"/etc/a.conf\"\npass\n");
        assertThat(pings()).isFalse();
    }

    @Test
    void aLoadIsAllOrNothing() {
        LabResult missing = host.run("printf '%s\\n' pass 'load anchor \"a\" from \"/etc/none\"' | pfctl -f -");
        assertThat(missing.ok()).isFalse();
        LabResult wrong = host.run("printf 'pass\\npass on\\n' | pfctl -f -");
        assertThat(wrong.err()).isEqualTo(
                "-:2: syntax error\npfctl: Syntax error in config file: pf rules not loaded\n");
        assertThat(host.run("pfctl -sr").orThrow()).isEqualTo(STOCK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pass port 22", "pass proto icmp to port 22", "block from 10.0.0.1 to fd00::1",
            "match in nat-to (vio0:0)", "pass tag", "allow", "pass proto tcp to port 70000", "pass from <nobody>",
            "table <a> { <b> }", "anchor \"_a\"", "anchor \"\"", "pass from { 10.0.0.1 to any", "pass from 10.0.0.1/33",
            "pass proto tcp to port 23:22", "pass in out", "pass inet inet6", "pass on vio0 on vio1",
            "pass user nobody2",
            "pass from 10.0.0.256", "pass to $nothing", "pass quick in", "pass from \"10.0.0.1", "set skip",
            "nat on vio0 from any to any -> 10.0.0.1", "pass received-on", "match scrub max-mss 1380"})
    void refusesWhatPfRefuses(String rule) {
        assertThat(host.run("pfctl -nf -", rule + "\n")).matches(result -> !result.ok());
    }
}
