// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import mesh.desired.DesiredHost;
import mesh.desired.Ground;
import mesh.files.FileContent;
import mesh.model.Format;

/**
 * Which calls an OpenBSD host behind an exit answers the way they came, by what pf says of pf.conf's rules: those that
 * pf.conf lets everybody make for certain. The anchor must never pass what pf.conf would not.
 */
class AnsweredPortsTest {
    private static final String STOCK = """
            anchor "mesh_wg0" all
            block return all
            pass all flags S/SA
            block return in on ! lo0 proto tcp from any to any port 6000:6010
            block return out log proto tcp all user = 55
            """;
    private static final String PASSES = "pass in quick on em0 inet proto tcp all tagged mesh_wg0_answered reply-to 192.0.2.1";

    private static String script() {
        DesiredHost host = Fixture.exit(Format.HOSTNAME_IF);
        return new Renderers().render(host.withGround(new Ground(false, false, false, Optional.empty(),
                host.ground().exit()))).files().stream()
                .filter(file -> file.path().text().equals("/etc/mesh/wg0/ground"))
                .map(file -> ((FileContent.Text) file.content()).text()).findFirst().orElseThrow();
    }

    /** The function alone, fed with what the host would say. */
    private static List<String> answered(String family, String rules) throws IOException, InterruptedException {
        String text = script();
        int start = text.indexOf("admitted() {");
        String program = "anchor=mesh_wg0\n" + text.substring(start, text.indexOf("\n}\n", start) + 3) + "admitted "
                + family
                + " em0\n";
        String facts = """
                gate 192.0.2.1
                groups: egress
                own 192.0.2.10
                own 2001:db8::10
                network 192.0.2.0/24
                port 22
                port 443
                port 6001
                """ + rules.lines().map(rule -> "rule " + rule + "\n").reduce("", String::concat);
        Process shell = new ProcessBuilder("sh", "-c", program).redirectErrorStream(true).start();
        try (var in = shell.getOutputStream()) {
            in.write(facts.getBytes(StandardCharsets.UTF_8));
        }
        List<String> lines = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        assertThat(shell.waitFor()).as("%s", lines).isZero();
        return lines;
    }

    private static List<String> answered(String rules) throws IOException, InterruptedException {
        return answered("inet", rules);
    }

    private static String call(String ports) {
        return "match in on em0 inet proto tcp from ! <near4> to (em0) port { " + ports + " } tag mesh_wg0_answered";
    }

    @Test
    void byTheRulesThatTheSystemComesWithAllButTheXServerIsAnswered() throws Exception {
        assertThat(answered(STOCK)).containsExactly("table <near4> const { 192.0.2.0/24 }", call("22, 443"), PASSES);
        assertThat(answered("inet6", STOCK)).element(1).asString().contains("inet6", "<near6>", "22, 443");
    }

    @Test
    void whatIsBlockedIsNotAnswered() throws Exception {
        assertThat(answered("block drop in all\npass out all flags S/SA\n")).isEmpty();
        assertThat(answered("pass all flags S/SA\nblock drop in proto tcp from any to any port = 22\n"))
                .contains(call("443, 6001"));
        assertThat(answered("block drop in quick proto tcp all\npass all\n")).isEmpty();
        assertThat(answered("block drop in quick on egress proto tcp from any to (egress) port 20:25\npass all\n"))
                .contains(call("443, 6001"));
    }

    @Test
    void aRuleThatLaterRulesOverrideDoesNotCount() throws Exception {
        assertThat(
                answered("block drop in all\npass in on em0 inet proto tcp from any to (em0) port = 22 flags S/SA\n"))
                .contains(call("22"), PASSES);
        assertThat(answered("pass in quick proto tcp from any to any port = 443\nblock drop all\n"))
                .contains(call("443"));
    }

    @Test
    void rulesOfOtherWaysFamiliesAndProtocolsDoNotCount() throws Exception {
        assertThat(answered("pass all\nblock drop in on em1 all\nblock drop in on ! em0 all\nblock drop in inet6 all\n"
                + "block drop in proto udp all\nblock drop out all\nmatch in all scrub (no-df max-mss 1440)\n"))
                .contains(call("22, 443, 6001"));
    }

    @Test
    void whomARuleSinglesOutIsLeftToPfConf() throws Exception {
        assertThat(
                answered("block drop in quick from <bruteforce> to any\nblock drop in quick from urpf-failed to any\n"
                        + "block drop in quick inet6 from fd00::1 to any\npass all\n"))
                .containsExactly(
                        "table <near4> const { 192.0.2.0/24 }", call("22, 443, 6001"),
                        "match in on em0 inet proto tcp from <bruteforce> to any port { 22, 443, 6001 } tag mesh_wg0_asked",
                        "match in on em0 inet proto tcp from urpf-failed to any port { 22, 443, 6001 } tag mesh_wg0_asked",
                        PASSES);
        assertThat(answered("pass all\nblock drop in proto tcp from 198.51.100.0/24 to any port = 22\n")).contains(
                call("22"), call("443, 6001"),
                "match in on em0 inet proto tcp from 198.51.100.0/24 to any port { 22 } tag mesh_wg0_asked");
        assertThat(answered("block drop in from <bad> to any\npass all\n")).as("overridden").hasSize(3);
    }

    /** Somebody's list of who may call SSH stays the list. */
    @ParameterizedTest
    @ValueSource(strings = {
            "block drop in all\npass in proto tcp from <admins> to any port = 22 flags S/SA",
            "pass all\nblock drop in proto tcp from ! <admins> to any port = 22",
            "block drop in all\npass in proto tcp from any to any port = 22 flags S/SA keep state (source-track rule, max-src-conn-rate 3/30, overload <bad> flush, src.track 30)",
            "pass all\nmatch in on egress proto tcp from any to any port = 22 rdr-to 10.0.0.5",
            "pass all\nmatch in on egress proto tcp from any to any port = 22 tag OUTSIDE",
            "pass all\nanchor \"relayd/*\" all", "pass all\nblock drop in on rdomain 0 all",
            "block drop in all\npass in proto tcp from any to 192.0.2.99 port = 22",
            "pass all\nblock drop in proto tcp from any port = 22 to any",
            "block drop in all\npass in proto tcp from any to any port = 22 user = 0",
            "pass all\nblock drop in quick proto tcp from any to any port > 21",
            "pass all\nblock drop in from route \"here\" to any",
            "block drop in all\npass in quick proto tcp from any to any port = 22 set ( prio 5 )",
            "block drop in all\npass in proto tcp from any to any port = 22 probability 20%"})
    void wherePfConfDecidesByMoreThanPortsNothingIsAnswered(String rules) throws Exception {
        assertThat(answered(rules + "\n")).noneMatch(line -> line.startsWith("match") && line.contains(" 22"));
    }

    @Test
    void aRuleForTheHostsOwnAddressCounts() throws Exception {
        assertThat(answered("block drop in all\npass in inet proto tcp from any to 192.0.2.10 port = 22 flags S/SA\n"))
                .contains(call("22"));
    }
}
