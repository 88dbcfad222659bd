// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import mesh.lab.LabHost;

/**
 * Hosts that fetch their changes say by nginx what became of them: alder, which is Linux and has curl, fir, a model of
 * OpenBSD, which has nc, and birch, which never pulls.
 */
class PullReportStoriesTest {
    private static final String WHY = "wg0 did not come up";

    @TempDir
    Path folder;

    private PullFleet pull;

    private Program.Run status(int exit, String... more) {
        String[] words = new String[more.length + 1];
        words[0] = "status";
        System.arraycopy(more, 0, words, 1, more.length);
        return pull.fleet().program().run(Map.of("XDG_STATE_HOME", folder.resolve(".state").toString()), words)
                .exits(exit);
    }

    /** The line of a host, with one blank between words. */
    private static String line(Program.Run run, String host) {
        return run.out().lines().filter(line -> line.startsWith(host + " ")).findFirst().orElse("")
                .replaceAll(" +", " ");
    }

    private String report(String host) {
        return pull.host("maple").run("cat /srv/reports/" + host + ".report").orThrow();
    }

    private void putReport(String host, String text) {
        pull.host("maple").put("/srv/reports/" + host + ".report", "644", text);
    }

    @Test
    void theControllerKnowsWhatBecameOfBundlesAndBelievesNobodyElse() throws IOException, InterruptedException {
        try (PullFleet started = PullFleet.start(folder, true, lab -> lab.linux("alder").openBsd("fir").linux("birch"),
                "alder", "birch", "fir")) {
            pull = started;
            pull.enrolAll();
            pull.publish("publisher");
            assertThat(line(status(4), "alder")).contains("silent", "it never reported");

            assertThat(pull.pulls("alder", 0)).isEqualTo("applied: generation 1\n");
            assertThat(pull.pulls("fir", 0)).isEqualTo("applied: generation 1\n");

            Program.Run known = status(4);
            assertThat(line(known, "alder")).matches("alder current .* ago 1 [0-9]+");
            assertThat(line(known, "fir")).matches("fir current .* ago 1 [0-9]+");
            assertThat(line(known, "birch")).contains("silent", "it never reported");
            assertThat(known.out()).contains("3 hosts that pull: 2 current, 1 silent.", "maple");
            String first = report("alder");
            saysNothingTwice(first);
            saysWhyItWentBack();
            saysThatItRefuses();
            believesNobodyElse(first);
            needsNoServerThatTakesReports();
        }
    }

    private void saysNothingTwice(String first) {
        assertThat(pull.pulls("alder", 0)).contains("unchanged");
        assertThat(report("alder")).isEqualTo(first).doesNotContain("PrivateKey");
    }

    private void saysWhyItWentBack() {
        LabHost alder = pull.host("alder");
        alder.run("mkdir -p /usr/local/bin").orThrow();
        alder.put("/usr/local/bin/wg-quick", "755", "#!/bin/sh\n"
                + "[ \"$1\" = up ] && grep -q 51821 /etc/wireguard/wg0.conf && exit 1\nexec /usr/bin/wg-quick \"$@\"\n");
        pull.spec(51821);
        pull.fleet().program().run("lock").exits(0);
        pull.publish("publisher");
        assertThat(line(status(4), "fir")).contains("waiting", ", newer: ");

        assertThat(pull.pulls("alder", 77)).contains("rolled-back: " + WHY);
        assertThat(pull.pulls("fir", 0)).isEqualTo("applied: generation 2\n");

        Program.Run known = status(5);
        assertThat(line(known, "alder")).contains("rolled-back", WHY);
        assertThat(line(known, "fir")).contains("current");
        assertThat(pull.pulls("alder", 0)).contains("it was undone here");
        assertThat(line(status(5), "alder")).as("after another look").contains("rolled-back", WHY);
        alder.run("rm /usr/local/bin/wg-quick").orThrow();
        assertThat(alder.run(PullFleet.PULL + " retry").orThrow()).isEqualTo("applied: generation 2\n");
        assertThat(line(status(4), "alder")).contains("current");
    }

    private void saysThatItRefuses() {
        pull.serve("fir", pull.bundle("birch"));
        assertThat(pull.pulls("fir", 76)).contains("the bundle is for host birch");

        assertThat(line(status(4), "fir")).contains("refused", "the bundle is for host birch, this is fir");
        pull.serve("fir", pull.bundle("fir"));
        pull.pulls("fir", 0);
        assertThat(line(status(4), "fir")).contains("current");
    }

    private void believesNobodyElse(String older) {
        String good = report("alder");
        putReport("alder", older);
        assertThat(line(status(8), "alder")).contains("untrusted", "was here before");
        putReport("alder", good.replaceFirst("generation 2", "generation 3"));
        assertThat(line(status(8), "alder")).contains("untrusted", "did not sign the report");
        putReport("alder", report("fir"));
        assertThat(line(status(8), "alder")).contains("untrusted", "did not sign the report");
        putReport("alder", good.substring(0, 60));
        assertThat(line(status(8), "alder")).contains("untrusted", "is no report, or is cut off");
        putReport("alder", "\u001b]0;owned\u0007" + good.repeat(20));
        assertThat(status(8).out()).contains("is no report").doesNotContain("\u001b", "owned");
        putReport("alder", good);
        assertThat(line(status(4), "alder")).contains("current");
    }

    /** Nobody takes fir's reports any more: it applies all the same, and its report lies where it was written. */
    private void needsNoServerThatTakesReports() throws IOException {
        String nowhere = "http://" + pull.host("maple").address() + ":9/reports";
        pull.spec(51822, "fir pull-report: " + nowhere);
        pull.fleet().program().run("lock").exits(0);
        pull.publish("publisher");

        assertThat(pull.pulls("fir", 0)).contains("applied: generation 3\n",
                "its report cannot be delivered to " + nowhere);

        Path reports = Files.createDirectories(folder.resolve("reports"));
        Files.writeString(reports.resolve("fir.report"),
                pull.host("fir").run("cat /etc/mesh/pull-wg0/report").orThrow());
        Program.Run known = status(0, "--host", "fir", "--reports", "reports", "--bundles", "bundles", "--json");
        assertThat(known.out()).contains("\"state\" : \"current\"", "\"generation\" : 3");
    }
}
