// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Routing tables of the model, WireGuard's packets in one of them, and answers that pf sends the way the call came. */
@ExtendWith(LabRequired.class)
class OpenBsdRoutingTest {
    private static final String OUTSIDE = "198.51.100.9";
    private static final String OUTSIDE6 = "2001:db8:51::9";

    private static Lab lab;
    private static LabHost host;
    private static LabHost gate;
    private static LabHost other;

    /** gate has the addresses outside; other is a neighbour that forwards nothing. */
    @BeforeAll
    static void start() {
        lab = Lab.named("rtables").openBsd("obsd").linux("gate").linux("other").start();
        host = lab.host("obsd");
        gate = lab.host("gate");
        other = lab.host("other");
        gate.run("ip address add " + OUTSIDE + "/32 dev lo && ip address add " + OUTSIDE6 + "/128 dev lo nodad")
                .orThrow();
        gate.run("ip route replace " + host.address() + "/32 dev eth0 src " + OUTSIDE + " && ip -6 route replace "
                + host.address6() + "/128 dev eth0 src " + OUTSIDE6).orThrow();
    }

    @AfterAll
    static void stop() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void aTableIsMadeByItsFirstRouteAndEndsWithABoot() {
        assertThat(host.run("route -n -T 7 show").ok()).isFalse();
        assertThat(host.run("route -T 7 delete -inet default " + gate.address()).err()).contains("Invalid argument");
        assertThat(host.run("ifconfig wg7 create && ifconfig wg7 wgrtable 7").err()).contains("SIOCSWG");
        host.run("route -qn -T 7 add -inet default " + gate.address() + " && ifconfig wg7 wgrtable 7").orThrow();
        assertThat(host.run("route -n -T 7 show -inet").orThrow())
                .containsPattern("default +" + gate.address() + " +UGS .* vio0");
        assertThat(host.run("route -n -T 7 get " + OUTSIDE).orThrow()).contains("gateway: " + gate.address());
        assertThat(host.run("ifconfig wg7").orThrow()).contains("\twgrtable 7\n");
        host.run("ifconfig wg7 wgrtable 0").orThrow();
        assertThat(host.run("ifconfig wg7").orThrow()).doesNotContain("wgrtable");
        host.reboot();
        assertThat(host.run("route -n -T 7 show").ok()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"-T 256 show, invalid table id", "-T 8 add -inet default 203.0.113.250, Network is unreachable",
            "-T 8 add -inet 10.5.0.0/16 -iface OWN, would not know its neighbours",
            "add -inet 10.5.0.0/16 OWN -priority 20, does not know it",
            "add -inet 10.5.0.0/16 192.0.2.7 -reject, does not know it"})
    void refusesWhatCannotWork(String words, String why) {
        assertThat(host.run("route -n " + words.replace("OWN", host.address())).err()).contains(why);
    }

    @Test
    void whatIsRefusedByALaterRouteHasNoWayOnceTheFirstIsGone() {
        host.run("route -qn add -inet " + OUTSIDE + "/32 127.0.0.1 -reject -priority 62").orThrow();
        host.run("route -qn add -inet " + OUTSIDE + "/32 " + gate.address()).orThrow();
        assertThat(host.run("route -n show -inet").orThrow()).containsPattern(OUTSIDE + " .* 62 lo0");
        assertThat(host.run("ping -c 1 -w 2 " + OUTSIDE)).matches(LabResult::ok);
        host.run("route -qn delete -inet " + OUTSIDE + "/32 " + gate.address()).orThrow();
        assertThat(host.run("ping -c 1 -w 2 " + OUTSIDE)).matches(result -> !result.ok());
        host.run("route -qn delete -inet " + OUTSIDE + "/32 127.0.0.1 -reject -priority 62").orThrow();
        assertThat(host.run("route -n show -inet").orThrow()).doesNotContain(OUTSIDE);
    }

    /** By table 0 answers would go to another neighbour. */
    @Test
    void anAnswerGoesTheWayThatTheRuleOfTheCallSays() {
        host.run("route -qn add -inet " + OUTSIDE + " " + other.address() + "; route -qn add -inet6 " + OUTSIDE6 + " "
                + other.address6()).orThrow();
        assertThat(calls(host.address()) + calls(host.address6())).as("without reply-to").isEmpty();
        host.run("pfctl -f -", """
                pass
                pass in on vio0 inet proto tcp from ! (vio0:network) to (vio0) port 22 reply-to %s
                pass in on vio0 inet6 proto tcp to (vio0) port 22 flags S/SA reply-to %s
                """.formatted(gate.address(), gate.address6())).orThrow();
        assertThat(calls(host.address())).startsWith("SSH-");
        assertThat(calls(host.address6())).startsWith("SSH-");
        assertThat(host.run("pfctl -sr").orThrow()).contains("pass in on vio0 inet proto tcp from ! (vio0:network) to "
                + "(vio0) port = 22 reply-to " + gate.address() + "\n");
        host.run("pfctl -f /etc/pf.conf; route -qn delete -inet " + OUTSIDE + "; route -qn delete -inet6 " + OUTSIDE6)
                .orThrow();
    }

    private static String calls(String address) {
        return gate.run("timeout 2 bash -c 'read -r line </dev/tcp/" + address + "/22; echo $line'").out();
    }

    @ParameterizedTest
    @CsvSource({"match in on vio0 reply-to 192.0.2.1, not supported on match rules",
            "block in on vio0 reply-to 192.0.2.1, not supported on block rules",
            "pass on vio0 reply-to 192.0.2.1, direction must be explicit",
            "pass in on vio0 reply-to (vio0 192.0.2.1), syntax error"})
    void refusesWhatPfRefusesOfAnswers(String rule, String why) {
        assertThat(host.run("pfctl -nf -", rule + "\n").err()).contains(why);
    }

    @Test
    void tellsWhereSomebodyListens() {
        assertThat(host.run("netstat -an -f inet").orThrow())
                .containsPattern("tcp +0 +\\d+ +\\*\\.22 +\\*\\.\\* +LISTEN");
        assertThat(host.run("netstat -an -f inet6").orThrow()).containsPattern("tcp6 +0 +\\d+ +\\*\\.22 ");
        assertThat(host.run("netstat -s").ok()).isFalse();
    }
}
