// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import mesh.live.ManifestCodec;
import mesh.model.KeyPolicy.Custody;
import mesh.plan.HostPlan;
import mesh.ssh.CommandResult;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is sealed in a bundle, on hosts of which nothing was read. */
class PullProgramTest {
    private static final PlanFixture PLANS = new PlanFixture(Samples.linux(), Custody.HOST);
    private static final String SIGNERS = "mesh namespaces=\"mesh-bundle\" ssh-ed25519 AAAA\n";

    @TempDir
    private Path directory;

    static List<Shell> shells() {
        return Shell.present();
    }

    @BeforeEach
    void noSystemd() {
        Assumptions.assumeFalse(Files.isDirectory(Path.of("/run/systemd/system")), "systemd would be told here");
    }

    /** A host with a key. Each look at the clock takes 20 seconds, each second a fifth of one. */
    private FakeHost fresh(Shell shell) throws IOException {
        FakeHost host = new FakeHost(directory, shell);
        host.write("/etc/mesh/wg0/private.key", "rw-------", Samples.PRIVATE.revealBase64() + "\n");
        host.answer("wg pubkey", Samples.OWN + "\n");
        host.refuse("ip link show dev wg0");
        host.withOpenRc();
        host.answer("wg show wg0 public-key", Samples.OWN + "\n");
        host.answer("wg show wg0 listen-port", "51820\n");
        host.answer("wg show wg0 peers", Samples.ONE + "\n" + Samples.TWO + "\n");
        host.script("date", "case $1 in +%s) echo x >>/var/run/ticks\n"
                + "awk 'END { print 1800000000 + 20 * NR }' /var/run/ticks ;;\n*) exec " + Shell.executable("date")
                + " \"$@\" ;; esac\n");
        host.write("/etc/mesh/pull-wg0/pull", "rw-------", "exit 0\n");
        host.script("sleep", "exec " + Shell.executable("sleep") + " 0.2\n");
        return host;
    }

    /** The same at generation 4, with other files of mesh. */
    private FakeHost configured(Shell shell) throws IOException {
        FakeHost host = fresh(shell);
        host.answer("ip link show dev wg0", "3: wg0\n");
        host.write("/etc/mesh/wg0/manifest", "rw-------",
                ManifestCodec.write(PLANS.manifest()).replace("/etc/", directory + "/etc/") + "file " + directory
                        + "/etc/mesh/wg0/psk/old " + "0".repeat(64) + " " + "0".repeat(64) + "\n");
        host.write("/etc/mesh/wg0/psk/old", "rw-------", "old psk\n");
        host.write("/etc/wg0.conf", "rw-------", PlanFixture.OLD_TEXT);
        return host;
    }

    private CommandResult run(FakeHost host) throws IOException {
        HostPlan plan = PLANS.create();
        HostProgram program = PullProgram.of(plan.desired().orElseThrow(), plan.rendered().orElseThrow(),
                PLANS.secrets(), PlanFixture.PROVENANCE,
                new PullTerms(SIGNERS, Optional.of("https://mesh.example.org/reports")));
        CommandResult result = host.run("set -- /etc/mesh/pull-wg0/pull\n"
                + new String(program.standardInput(), UTF_8));
        assertThat(result.out() + result.err()).doesNotContain(Samples.PRIVATE.revealBase64())
                .doesNotContain(Samples.PRESHARED.revealBase64());
        return result;
    }

    private static ProgramReport report(CommandResult result) {
        return ProgramReport.read(result.exitStatus(), result.out());
    }

    @ParameterizedTest
    @MethodSource("shells")
    void setsABareHostUpAndConfirmsItself(Shell shell) throws IOException {
        FakeHost host = fresh(shell);

        CommandResult result = run(host);

        assertThat(report(result).ending()).as(result.out() + result.err()).isEqualTo(Ending.DONE);
        assertThat(host.calls()).contains("wg-quick up wg0");
        assertThat(host.path("/etc/wg0.conf")).hasContent(PlanFixture.NEW_TEXT.stripTrailing());
        assertThat(host.path("/etc/mesh/wg0/psk/one")).hasContent(Samples.PRESHARED.revealBase64());
        assertThat(Files.readString(host.path("/etc/mesh/wg0/manifest"))).contains("generation 1\n");
        assertThat(host.path("/etc/mesh/wg0").toFile().list()).containsExactlyInAnyOrder("manifest", "private.key",
                "psk");
        assertThat(host.path("/etc/mesh/pull-wg0/signers")).hasContent(SIGNERS.stripTrailing());
        assertThat(host.path("/etc/mesh/pull-wg0/reports")).hasContent("https://mesh.example.org/reports");
        assertThat(host.path("/run/mesh-wg0.lease")).as("its lease").doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void takesAwayWhatMeshWroteAndIsNotWantedAnyMore(Shell shell) throws IOException {
        FakeHost host = configured(shell);

        CommandResult result = run(host);

        assertThat(report(result).ending()).as(result.out() + result.err()).isEqualTo(Ending.DONE);
        assertThat(host.calls()).containsSubsequence("wg-quick down wg0", "wg-quick up wg0");
        assertThat(host.path("/etc/mesh/wg0/psk/old")).doesNotExist();
        assertThat(Files.readString(host.path("/etc/mesh/wg0/manifest"))).contains("generation 5\n");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void touchesNothingWhereAllIsThereAlready(Shell shell) throws IOException {
        FakeHost host = fresh(shell);
        run(host);
        host.answer("ip link show dev wg0", "3: wg0\n");
        String before = host.contents();
        int calls = host.calls().size();

        CommandResult result = run(host);

        assertThat(report(result).ending()).as(result.out() + result.err()).isEqualTo(Ending.DONE);
        assertThat(host.contents()).isEqualTo(before);
        assertThat(host.calls().subList(calls, host.calls().size())).noneMatch(call -> call.startsWith("wg-quick"));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void goesBackWhereNoBundleCanBeFetchedAfterwards(Shell shell) throws IOException {
        FakeHost host = configured(shell);
        host.write("/etc/mesh/pull-wg0/pull", "rw-------", "[ \"$1\" = probe ] && exit 1\n");

        CommandResult result = run(host);

        assertThat(report(result)).as(result.out() + result.err()).satisfies(report -> {
            assertThat(report.ending()).isEqualTo(Ending.RESTORED);
            assertThat(report.reason()).contains("bundles cannot be fetched any more after the change");
        });
        assertThat(host.path("/etc/wg0.conf")).hasContent(PlanFixture.OLD_TEXT.stripTrailing());
        assertThat(host.path("/etc/mesh/wg0/psk/old")).hasContent("old psk");
        assertThat(Files.readString(host.path("/etc/mesh/wg0/manifest"))).contains("generation 4\n");
        assertThat(host.path("/etc/mesh/wg0/armed")).doesNotExist();
        assertThat(host.path("/run/mesh-wg0.lease")).as("its lease").doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void waitsForARunThatHoldsTheHost(Shell shell) throws IOException {
        FakeHost host = configured(shell);
        Files.writeString(host.path("/run/mesh-wg0.lease"), "token " + PlanFixture.TOKEN
                + "\nsince 1800000000\nttl 600\nby anna@box\nprocess -\ncommand mesh apply\n");
        String before = host.contents();

        CommandResult result = run(host);

        assertThat(report(result).ending()).as(result.out() + result.err()).isEqualTo(Ending.LOCKED);
        assertThat(host.contents()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void refusesAHostWithAnotherKeyBeforeItChangesAnything(Shell shell) throws IOException {
        FakeHost host = configured(shell);
        host.answer("wg pubkey", Samples.ONE + "\n");

        assertThat(report(run(host)).ending()).isEqualTo(Ending.STALE);
        assertThat(host.path("/etc/wg0.conf")).hasContent(PlanFixture.OLD_TEXT.stripTrailing());
    }
}
