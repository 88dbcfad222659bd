// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import mesh.lab.LabHost;

/** Twenty pings a second from one host while something else happens; says afterwards what was lost. */
final class SteadyPing {
    private static final Pattern SUMMARY = Pattern.compile("(\\d+) packets transmitted, (\\d+) (?:packets )?received");
    private static final int LEAST_SENT = 20;

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

    /** Ends it. One packet may have been on its way. */
    void endsWithoutLoss() {
        host.run("kill -INT " + pid + "; while kill -0 " + pid + " 2>/dev/null; do sleep 0.05; done");
        String text = host.run("cat " + log).orThrow();
        Matcher summary = SUMMARY.matcher(text);
        assertThat(summary.find()).as("ping summary in%n%s", text).isTrue();
        int sent = Integer.parseInt(summary.group(1));
        int received = Integer.parseInt(summary.group(2));
        assertThat(sent).as("pings sent").isGreaterThanOrEqualTo(LEAST_SENT);
        assertThat(sent - received).as("pings lost of %d%n%s", sent, text).isLessThanOrEqualTo(1);
    }
}
