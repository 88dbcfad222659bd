// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import mesh.key.ReportKey;
import mesh.name.MeshName;
import mesh.name.NodeName;
import mesh.report.HostReport;
import mesh.report.HostReport.Outcome;
import mesh.report.HostReport.UntrustedException;
import mesh.ssh.CommandResult;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** When a host that pulls reports, and what; ssh-keygen is real, curl fetches nothing and keeps what is put. */
class PullReportTest {
    private static final String HOME = "/etc/mesh/pull-wg0/";
    private static final long NOW = 1_796_000_000L;
    private static final long DAY = 86_400;

    @TempDir
    private Path directory;

    static List<Shell> shells() {
        return Shell.present();
    }

    private FakeHost enrolled(Shell shell) throws IOException, InterruptedException {
        FakeHost host = new FakeHost(directory, shell);
        host.write(HOME + "source", "rw-------", "mesh lab\nhost kiosk1\nurl https://mesh.example.org/bundles\n");
        host.write(HOME + "reports", "rw-------", "https://mesh.example.org/reports\n");
        host.write(HOME + "serial", "rw-------", "1795999000 0\n");
        host.write("/etc/mesh/wg0/manifest", "rw-------", "mesh-manifest 1\ngeneration 4\n");
        assertThat(new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f",
                host.path(HOME + "report-key").toString()).start().waitFor()).isZero();
        host.script("curl", "case $* in *' -T '*) [ -f " + host.path("/broken") + " ] && exit 22\n"
                + "while [ $# -gt 2 ]; do shift; done; echo \"$2\" >>" + host.path("/puts") + "; cp \"$1\" "
                + host.path("/put") + " ;;\n*) echo 'curl: secret of a tool' >&2; exit 6 ;; esac\n");
        host.script("logger", "exit 0\n");
        at(host, NOW);
        return host;
    }

    private static void at(FakeHost host, long now) throws IOException {
        host.script("date", "case $1 in +%s) echo " + now + " ;; *) echo 2026-11-30T10:13:20Z ;; esac\n");
    }

    private static String pulls(FakeHost host) throws IOException {
        CommandResult result = host.run(HostProgram.load("pull").replace("home=${0%/*}", "home=/etc/mesh/pull-wg0"));
        assertThat(result.exitStatus()).as(result.out() + result.err()).isEqualTo(69);
        return result.out();
    }

    private static int puts(FakeHost host) throws IOException {
        return Files.exists(host.path("/puts")) ? Files.readAllLines(host.path("/puts")).size() : 0;
    }

    private static HostReport put(FakeHost host) throws IOException, UntrustedException {
        ReportKey key = ReportKey.parse(Files.readString(host.path(HOME + "report-key.pub")).strip());
        return HostReport.read(Files.readAllBytes(host.path("/put")), new MeshName("lab"), new NodeName("kiosk1"), key);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void saysOnceWhatHappenedAndOnceADayAfterThat(Shell shell) throws Exception {
        FakeHost host = enrolled(shell);

        assertThat(pulls(host)).contains("unreachable: the bundle cannot be fetched: curl: secret of a tool");

        assertThat(put(host)).isEqualTo(
                new HostReport(NOW, 1795999000L, 4, Outcome.UNREACHABLE, "the bundle cannot be fetched"));
        assertThat(Files.readAllLines(host.path("/puts")))
                .containsExactly("https://mesh.example.org/reports/kiosk1.report");
        at(host, NOW + DAY / 2);
        pulls(host);
        assertThat(puts(host)).as("the same within a day").isEqualTo(1);
        at(host, NOW + DAY);
        pulls(host);
        assertThat(puts(host)).as("the same after a day").isEqualTo(2);
        assertThat(put(host).at()).isEqualTo(NOW + DAY);
        at(host, NOW);
        pulls(host);
        assertThat(puts(host)).as("after the clock went back").isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void triesAgainWhereItsReportDidNotArrive(Shell shell) throws Exception {
        FakeHost host = enrolled(shell);
        host.write("/broken", "rw-------", "");

        assertThat(pulls(host)).contains("its report cannot be delivered to https://mesh.example.org/reports");
        assertThat(puts(host)).isZero();
        Files.delete(host.path("/broken"));
        assertThat(pulls(host)).doesNotContain("its report");

        assertThat(puts(host)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void keepsItsReportWhereNobodyTakesIt(Shell shell) throws Exception {
        FakeHost host = enrolled(shell);
        host.write(HOME + "reports", "rw-------", "");

        assertThat(pulls(host)).doesNotContain("its report");

        assertThat(puts(host)).isZero();
        Files.copy(host.path(HOME + "report"), host.path("/put"));
        assertThat(put(host).outcome()).isEqualTo(Outcome.UNREACHABLE);
    }
}
