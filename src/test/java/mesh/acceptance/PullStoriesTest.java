// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import mesh.lab.LabHost;
import mesh.lab.LabResult;

/**
 * Hosts that fetch their changes from nginx: alder, which is Linux, and fir, a model of OpenBSD. Maple is reached over SSH,
 * and the web server is on it.
 */
class PullStoriesTest {
    private static final String NGINX = """
            pid /tmp/nginx.pid;
            error_log /tmp/nginx.log;
            events {}
            http {
              access_log off;
              client_body_temp_path /tmp/n1; proxy_temp_path /tmp/n2; fastcgi_temp_path /tmp/n3;
              uwsgi_temp_path /tmp/n4; scgi_temp_path /tmp/n5;
              server { listen 8080; root /srv; }
            }
            """;
    private static final String PULL = "sh /etc/mesh/pull-wg0/pull";

    @TempDir
    Path folder;

    private Fleet fleet;

    private void start() throws IOException, InterruptedException {
        for (String tool : new String[]{"nginx", "age", "age-keygen", "ssh-keygen"}) {
            boolean there = Files.isExecutable(Path.of("/usr/sbin/" + tool))
                    || Files.isExecutable(Path.of("/usr/bin/" + tool));
            Assumptions.assumeTrue(there, () -> tool + " is not on this machine");
        }
        fleet = Fleet.start(folder, "pull", lab -> lab.linux("alder").openBsd("fir").linux("maple"));
        LabHost maple = fleet.host("maple");
        maple.put("/tmp/nginx.conf", "644", NGINX);
        maple.run("mkdir -p /srv && nginx -c /tmp/nginx.conf").orThrow();
        signKey("publisher");
        spec(51820, "", "");
    }

    private void signKey(String name) throws IOException, InterruptedException {
        Process made = new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f",
                folder.resolve(name).toString()).inheritIO().start();
        assertThat(made.waitFor()).isZero();
    }

    private void spec(int port, String alderKey, String firKey) {
        fleet.spec("""
                mesh: pulled
                network: {ipv4: 10.98.0.0/24, port: %d}
                """.formatted(port), fleet.callable("alder", pull(alderKey)), fleet.callable("fir", pull(firKey)),
                fleet.callable("maple"));
    }

    private String[] pull(String key) {
        String url = "pull: http://" + fleet.host("maple").address() + ":8080";
        return key.isEmpty() ? new String[]{url} : new String[]{url, "pull-key: " + key};
    }

    /** What a host prints at its enrolment: WireGuard's public key and the age recipient. */
    private record Enrolled(String key, String recipient) {}

    private Enrolled enrol(String host) {
        String program = fleet.program().run("publish", "--enrol", host, "--sign-key", "publisher").exits(0).out();
        fleet.host(host).put("/root/enrol", "600", program);
        LabResult first = fleet.host(host).run("sh /root/enrol");
        assertThat(first.ok()).as(first.out() + first.err()).isTrue();
        String said = fleet.host(host).run("sh /root/enrol").orThrow();
        assertThat(said).as("a second enrolment").isEqualTo(first.out());
        assertThat(fleet.host(host).run("ls -l /etc/mesh/pull-wg0/identity").orThrow()).startsWith("-rw-------");
        return new Enrolled(found(said, "mesh lock --key " + host + "=(\\S+)"), found(said, "pull-key: (\\S+)"));
    }

    private static String found(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as("%s in%n%s", pattern, text).isTrue();
        return matcher.group(1);
    }

    private void publish(String key) {
        fleet.program().run("publish", "bundles", "--sign-key", key).exits(0);
        serve("alder", bundle("alder"));
        serve("fir", bundle("fir"));
    }

    private String bundle(String host) {
        try {
            return Files.readString(folder.resolve("bundles").resolve(host + ".bundle"));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private void serve(String host, String text) {
        fleet.host("maple").put("/srv/" + host + ".bundle", "644", text);
    }

    private String pulls(String host, int exit) {
        LabResult result = fleet.host(host).run(PULL);
        assertThat(result.exit()).as(() -> result.out() + result.err()
                + fleet.host(host).run("cat /var/run/mesh-wg0.pull/err").out()).isEqualTo(exit);
        return result.out();
    }

    @Test
    void hostsThatPullAreInOneMeshWithThoseThatArePushedAndTakeNoBundleThatIsNotTheirs()
            throws IOException, InterruptedException {
        start();
        try (Fleet _ = fleet) {
            Enrolled alder = enrol("alder");
            Enrolled fir = enrol("fir");
            spec(51820, alder.recipient(), fir.recipient());
            fleet.program().run("lock", "--key", "alder=" + alder.key(), "--key", "fir=" + fir.key()).exits(0);
            assertThat(fleet.apply().exits(0).err()).contains("Not looked at", "alder, fir");
            publish("publisher");

            assertThat(pulls("alder", 0)).isEqualTo("applied: generation 1\n");
            assertThat(pulls("fir", 0)).isEqualTo("applied: generation 1\n");
            fleet.everyPairPings("alder", "fir", "maple");
            assertThat(pulls("alder", 0)).contains("unchanged");
            assertThat(pulls("fir", 0)).contains("unchanged");
            assertThat(fleet.program().run("publish", "bundles", "--sign-key", "publisher").exits(0).out())
                    .contains("0 bundles", "2 kept");
            refusals();
            rotatesItsSigner();
            goesBackWhereItIsCutOff(alder, fir);
        }
    }

    private void refusals() throws IOException, InterruptedException {
        String good = bundle("alder");
        String older = good;
        serve("alder", good.replaceFirst("(?m)^serial .*", "serial 9999999999"));
        assertThat(pulls("alder", 76)).contains("refused: no key that this host trusts signed the bundle");
        serve("alder", good.replaceFirst("(?s)-----BEGIN SSH.*END SSH SIGNATURE-----\n", ""));
        assertThat(pulls("alder", 76)).contains("is no bundle, or is cut off");
        serve("alder", good.substring(0, good.length() - 200));
        assertThat(pulls("alder", 76)).contains("changed or cut off after it was signed");
        serve("alder", good.substring(0, 100));
        assertThat(pulls("alder", 76)).contains("is no bundle, or is cut off");
        serve("alder", bundle("fir"));
        assertThat(pulls("alder", 76)).contains("the bundle is for host fir, this is alder");
        signKey("stranger");
        Path other = folder.resolve("by-stranger");
        fleet.program().run("publish", other.toString(), "--sign-key", "stranger").exits(0);
        serve("alder", Files.readString(other.resolve("alder.bundle")));
        assertThat(pulls("alder", 76)).contains("no key that this host trusts");
        serve("alder", "<html>a captive portal</html>\n");
        assertThat(pulls("alder", 76)).contains("is no bundle");

        fleet.host("alder").run("sed 's/^[0-9]*/9999999999/' /etc/mesh/pull-wg0/serial >/tmp/s"
                + " && cp /etc/mesh/pull-wg0/serial /tmp/serial && cp /tmp/s /etc/mesh/pull-wg0/serial").orThrow();
        serve("alder", older);
        assertThat(pulls("alder", 76)).contains("the bundle is older than one that was here");
        fleet.host("alder").run("cp /tmp/serial /etc/mesh/pull-wg0/serial").orThrow();
        fleet.host("alder").run("mkdir -p /usr/local/bin && printf '%s\\n' '#!/bin/sh' "
                + "'case $1 in +%s) echo $(($(/usr/bin/date +%s) + 31 * 86400)) ;; *) exec /usr/bin/date \"$@\" ;; esac'"
                + " >/usr/local/bin/date && chmod 755 /usr/local/bin/date").orThrow();
        assertThat(pulls("alder", 76)).contains("the bundle is stale");
        fleet.host("alder").run("rm /usr/local/bin/date").orThrow();
        assertThat(fleet.host("alder").run("cat /etc/mesh/pull-wg0/status").orThrow()).contains("outcome refused");
        assertThat(pulls("alder", 0)).contains("unchanged");
        fleet.everyPairPings("alder", "fir", "maple");
    }

    /** The new key is made known by a bundle of the old one; nothing else changes, and no tunnel is made anew. */
    private void rotatesItsSigner() throws IOException, InterruptedException {
        signKey("next");
        String index = "cat /sys/class/net/wg0/ifindex";
        String before = fleet.host("alder").run(index).orThrow();
        fleet.write("mesh.signers", fleet.read("publisher.pub") + fleet.read("next.pub"));
        publish("publisher");
        assertThat(pulls("alder", 0)).contains("applied");
        pulls("fir", 0);
        fleet.write("mesh.signers", fleet.read("next.pub"));
        assertThat(fleet.program().run("publish", "bundles", "--sign-key", "publisher").exits(1).err())
                .contains("mesh.signers does not have the key");
        publish("next");
        assertThat(pulls("alder", 0)).contains("applied");
        pulls("fir", 0);
        assertThat(fleet.host("alder").run(index).orThrow()).isEqualTo(before);
        assertThat(fleet.host("fir").run("cat /etc/mesh/pull-wg0/signers").orThrow().lines()).hasSize(1);
    }

    /** With the change alder's way to the web server is gone, and fir's program cannot fetch: both go back by themselves. */
    private void goesBackWhereItIsCutOff(Enrolled alder, Enrolled fir) throws InterruptedException {
        spec(51821, alder.recipient(), fir.recipient());
        fleet.program().run("lock").exits(0);
        publish("next");
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
                () -> fleet.host("fir").run(PULL + " >/tmp/said 2>&1", "", Duration.ofMinutes(4)));
        LabResult result = cut.run(PULL, "", Duration.ofMinutes(4));
        other.join();

        String why = "rolled-back: bundles cannot be fetched any more after the change";
        assertThat(result.out()).as(result.err()).contains(why);
        assertThat(fleet.host("fir").run("cat /tmp/said").orThrow()).contains(why);
        assertThat(cut.run("wg show wg0 listen-port").orThrow()).isEqualTo(before);
        assertThat(pulls("alder", 0)).contains("it was undone here and is not tried again");
        fleet.everyPairPings("alder", "fir", "maple");
        cut.run("rm /usr/local/sbin/logger").orThrow();
        assertThat(cut.run(PULL + " retry").orThrow()).isEqualTo("applied: generation 2\n");
        assertThat(cut.run("wg show wg0 listen-port").orThrow()).isEqualTo("51821\n");
    }
}
