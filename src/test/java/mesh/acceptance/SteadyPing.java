// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import mesh.lab.LabHost;

/** Twenty pings a second from one host while something else happens; says afterwards what was lost. */
final class SteadyPing {
    private static final Pattern SUMMARY = Pattern.compile("(\\d+) packets transmitted, (\\d+) (?:packets )?received");
    private static final Pattern ANSWER = Pattern.compile("icmp_seq=(\\d+)");
    private static final int LEAST_SENT = 20;
    private static final int INTERVAL_MILLIS = 50;

    private final LabHost host;
    private final String pid;
    private final String log;

    private SteadyPing(LabHost host, String pid, String log) {
        this.host = host;
        this.pid = pid;
        this.log = log;
    }

    /** Begins; the first answer has arrived when this returns. */
    static SteadyPing start(LabHost host, String address) {
        String log = "/tmp/ping-" + address.replace(':', '-');
        host.run("ping -c 1 -w 10 " + address).orThrow();
        String pid = host.run("ping -i 0.05 " + address + " >" + log + " 2>&1 & echo $!").orThrow().strip();
        return new SteadyPing(host, pid, log);
    }

    /** Ends it, and returns the longest time between two answers, in milliseconds, to the interval between two questions. */
    int endsWithLongestGap() {
        String text = end();
        int last = -1;
        int longest = 0;
        Matcher answers = ANSWER.matcher(text);
        while (answers.find()) {
            int number = Integer.parseInt(answers.group(1));
            longest = last < 0 ? longest : Math.max(longest, number - last);
            last = number;
        }
        assertThat(last).as("answers in%n%s", text).isGreaterThanOrEqualTo(LEAST_SENT);
        return longest * INTERVAL_MILLIS;
    }

    private String end() {
        host.run("kill -INT " + pid + "; while kill -0 " + pid + " 2>/dev/null; do sleep 0.05; done");
        return host.run("cat " + log).orThrow();
    }

    /** Ends it. One packet may have been on its way. */
    void endsWithoutLoss() {
        String text = end();
        Matcher summary = SUMMARY.matcher(text);
        assertThat(summary.find()).as("ping summary in%n%s", text).isTrue();
        int sent = Integer.parseInt(summary.group(1));
        int received = Integer.parseInt(summary.group(2));
        assertThat(sent).as("pings sent").isGreaterThanOrEqualTo(LEAST_SENT);
        assertThat(sent - received).as("pings lost of %d%n%s", sent, text).isLessThanOrEqualTo(1);
    }
}
