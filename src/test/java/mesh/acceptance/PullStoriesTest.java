// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import mesh.lab.LabHost;
import mesh.lab.LabResult;

/**
 * Hosts that fetch their changes from nginx: alder, which is Linux, and fir, a model of OpenBSD. Maple is reached over SSH,
 * and the web server is on it.
 */
class PullStoriesTest {
    @TempDir
    Path folder;

    private PullFleet pull;
    private Fleet fleet;

    @Test
    void hostsThatPullAreInOneMeshWithThoseThatArePushedAndTakeNoBundleThatIsNotTheirs()
            throws IOException, InterruptedException {
        try (PullFleet started = PullFleet.start(folder, false, lab -> lab.linux("alder").openBsd("fir"), "alder",
                "fir")) {
            pull = started;
            fleet = pull.fleet();
            pull.enrolAll();
            pull.publish("publisher");

            assertThat(pull.pulls("alder", 0)).isEqualTo("applied: generation 1\n");
            assertThat(pull.pulls("fir", 0)).isEqualTo("applied: generation 1\n");
            fleet.everyPairPings("alder", "fir", "maple");
            assertThat(pull.pulls("alder", 0)).contains("unchanged");
            assertThat(pull.pulls("fir", 0)).contains("unchanged");
            assertThat(fleet.program().run("publish", "bundles", "--sign-key", "publisher").exits(0).out())
                    .contains("0 bundles", "2 kept");
            refusals();
            rotatesItsSigner();
            goesBackWhereItIsCutOff();
        }
    }

    private void refusals() throws IOException, InterruptedException {
        String good = pull.bundle("alder");
        String older = good;
        pull.serve("alder", good.replaceFirst("(?m)^serial .*", "serial 9999999999"));
        assertThat(pull.pulls("alder", 76)).contains("refused: no key that this host trusts signed the bundle");
        pull.serve("alder", good.replaceFirst("(?s)-----BEGIN SSH.*END SSH SIGNATURE-----\n", ""));
        assertThat(pull.pulls("alder", 76)).contains("is no bundle, or is cut off");
        pull.serve("alder", good.substring(0, good.length() - 200));
        assertThat(pull.pulls("alder", 76)).contains("changed or cut off after it was signed");
        pull.serve("alder", good.substring(0, 100));
        assertThat(pull.pulls("alder", 76)).contains("is no bundle, or is cut off");
        pull.serve("alder", pull.bundle("fir"));
        assertThat(pull.pulls("alder", 76)).contains("the bundle is for host fir, this is alder");
        pull.signKey("stranger");
        Path other = folder.resolve("by-stranger");
        fleet.program().run("publish", other.toString(), "--sign-key", "stranger").exits(0);
        pull.serve("alder", Files.readString(other.resolve("alder.bundle")));
        assertThat(pull.pulls("alder", 76)).contains("no key that this host trusts");
        pull.serve("alder", "<html>a captive portal</html>\n");
        assertThat(pull.pulls("alder", 76)).contains("is no bundle");

        fleet.host("alder").run("sed 's/^[0-9]*/9999999999/' /etc/mesh/pull-wg0/serial >/tmp/s"
                + " && cp /etc/mesh/pull-wg0/serial /tmp/serial && cp /tmp/s /etc/mesh/pull-wg0/serial").orThrow();
        pull.serve("alder", older);
        assertThat(pull.pulls("alder", 76)).contains("the bundle is older than one that was here");
        fleet.host("alder").run("cp /tmp/serial /etc/mesh/pull-wg0/serial").orThrow();
        fleet.host("alder").run("mkdir -p /usr/local/bin && printf '%s\\n' '#!/bin/sh' "
                + "'case $1 in +%s) echo $(($(/usr/bin/date +%s) + 31 * 86400)) ;; *) exec /usr/bin/date \"$@\" ;; esac'"
                + " >/usr/local/bin/date && chmod 755 /usr/local/bin/date").orThrow();
        assertThat(pull.pulls("alder", 76)).contains("the bundle is stale");
        fleet.host("alder").run("rm /usr/local/bin/date").orThrow();
        assertThat(fleet.host("alder").run("cat /etc/mesh/pull-wg0/status").orThrow()).contains("outcome refused");
        assertThat(pull.pulls("alder", 0)).contains("unchanged");
        fleet.everyPairPings("alder", "fir", "maple");
    }

    /** The new key is made known by a bundle of the old one; nothing else changes, and no tunnel is made anew. */
    private void rotatesItsSigner() throws IOException, InterruptedException {
        pull.signKey("next");
        String index = "cat /sys/class/net/wg0/ifindex";
        String before = fleet.host("alder").run(index).orThrow();
        fleet.write("mesh.signers", fleet.read("publisher.pub") + fleet.read("next.pub"));
        pull.publish("publisher");
        assertThat(pull.pulls("alder", 0)).contains("applied");
        pull.pulls("fir", 0);
        fleet.write("mesh.signers", fleet.read("next.pub"));
        assertThat(fleet.program().run("publish", "bundles", "--sign-key", "publisher").exits(1).err())
                .contains("mesh.signers does not have the key");
        pull.publish("next");
        assertThat(pull.pulls("alder", 0)).contains("applied");
        pull.pulls("fir", 0);
        assertThat(fleet.host("alder").run(index).orThrow()).isEqualTo(before);
        assertThat(fleet.host("fir").run("cat /etc/mesh/pull-wg0/signers").orThrow().lines()).hasSize(1);
    }

    /** With the change alder's way to the web server is gone, and fir's program cannot fetch: both go back by themselves. */
    private void goesBackWhereItIsCutOff() throws InterruptedException {
        pull.spec(51821);
        fleet.program().run("lock").exits(0);
        pull.publish("next");
        LabHost cut = fleet.host("alder");
        String way = "ip route %s unreachable " + fleet.host("maple").address() + "/32";
        cut.run("mkdir -p /usr/local/sbin").orThrow();
        cut.put("/usr/local/sbin/logger", "755", "#!/bin/sh\ncase \"$*\" in *' running') " + way.formatted("add")
                + " ;; *' rolled back') " + way.formatted("del") + " ;; esac\n");
        fleet.host("fir").run("mv /usr/bin/ftp /usr/bin/ftp.whole").orThrow();
        fleet.host("fir").put("/usr/bin/ftp", "755",
                "#!/bin/sh\ncase $* in *probe*) exit 1 ;; esac\nexec /usr/bin/ftp.whole \"$@\"\n");
        String before = cut.run("wg show wg0 listen-port").orThrow();

        Thread other = Thread.ofVirtual().start(
                () -> fleet.host("fir").run(PullFleet.PULL + " >/tmp/said 2>&1", "", Duration.ofMinutes(4)));
        LabResult result = cut.run(PullFleet.PULL, "", Duration.ofMinutes(4));
        other.join();

        String why = "rolled-back: bundles cannot be fetched any more after the change";
        assertThat(result.out()).as(result.err()).contains(why);
        assertThat(fleet.host("fir").run("cat /tmp/said").orThrow()).contains(why);
        assertThat(cut.run("wg show wg0 listen-port").orThrow()).isEqualTo(before);
        assertThat(pull.pulls("alder", 0)).contains("it was undone here and is not tried again");
        fleet.everyPairPings("alder", "fir", "maple");
        cut.run("rm /usr/local/sbin/logger").orThrow();
        assertThat(cut.run(PullFleet.PULL + " retry").orThrow()).isEqualTo("applied: generation 2\n");
        assertThat(cut.run("wg show wg0 listen-port").orThrow()).isEqualTo("51821\n");
    }
}
