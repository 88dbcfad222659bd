// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import mesh.live.ManifestCodec;
import mesh.model.KeyPolicy.Custody;
import mesh.plan.HostPlan;
import mesh.ssh.CommandResult;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What happens between a change and its confirmation, and without one. */
class ConfirmProgramTest {
    private static final PlanFixture PLANS = new PlanFixture(Samples.linux(), Custody.HOST);
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    @TempDir
    private Path directory;

    static List<Shell> shells() {
        return Shell.present();
    }

    /** Busybox would take its own ip and sleep in the program that is laid down, where a test has no say. */
    static List<Shell> shellsThatRollBack() {
        return Shell.present().stream().filter(shell -> shell != Shell.BUSYBOX).toList();
    }

    /** A host at generation 4, changed and not confirmed. */
    private FakeHost changed(Shell shell, int windowSeconds) throws IOException {
        FakeHost host = configured(shell);
        Arming arming = new Arming(new Fence(PlanFixture.TOKEN, windowSeconds), PlanFixture.PROVENANCE);
        CommandResult result = host.run(
                ApplyProgram.of(PLANS.update(), PLANS.secrets(), arming, (format, name) -> PlanFixture.OLD));
        assertThat(result.exitStatus()).as(result.out() + result.err()).isZero();
        return host;
    }

    private FakeHost configured(Shell shell) throws IOException {
        FakeHost host = new FakeHost(directory, shell);
        host.withOpenRc();
        host.leased();
        host.write("/etc/mesh/wg0/private.key", "rw-------", Samples.PRIVATE.revealBase64() + "\n");
        host.write("/etc/mesh/wg0/manifest", "rw-------", ManifestCodec.write(PLANS.manifest()));
        host.write("/etc/mesh/wg0/psk/old", "rw-------", "old psk\n");
        host.write("/etc/wg0.conf", "rw-------", PlanFixture.OLD_TEXT);
        Files.setPosixFilePermissions(host.path("/etc/mesh/wg0"), PosixFilePermissions.fromString("rwx------"));
        Files.setPosixFilePermissions(host.path("/etc/mesh/wg0/psk"), PosixFilePermissions.fromString("rwx------"));
        host.answer("wg pubkey", Samples.OWN + "\n");
        host.answer("ip link show dev wg0", "3: wg0\n");
        host.answer("ip -4 route show 192.168.2.0/24 dev wg0", "192.168.2.0/24 scope link\n");
        host.answer("ip -o address show dev wg0", "3: wg0    inet 100.64.0.5/24 scope global wg0\n");
        host.answer("ip -o link show dev wg0", "3: wg0: <UP> mtu 1380 qdisc\n");
        host.answer("wg show wg0 public-key", Samples.OWN + "\n");
        host.answer("wg show wg0 listen-port", "51820\n");
        host.answer("wg show wg0 peers", Samples.ONE + "\n" + Samples.TWO + "\n");
        return host;
    }

    private static ProgramReport confirm(FakeHost host, HostPlan plan) throws IOException {
        CommandResult result = host.run(ConfirmProgram.of(plan, PlanFixture.FENCE, PlanFixture.PROVENANCE));
        return ProgramReport.read(result.exitStatus(), result.out());
    }

    private static void awaitEnd(FakeHost host) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (Files.exists(host.path("/etc/mesh/wg0/last-good")) && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(host.path("/etc/mesh/wg0/last-good")).doesNotExist();
    }

    private static void rollBack(FakeHost host, String mode) throws IOException {
        host.run("sh /etc/mesh/wg0/last-good/.rollback " + mode + "\n");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aConfirmedChangeStays(Shell shell) throws IOException {
        FakeHost host = changed(shell, 600);
        assertThat(host.path("/etc/mesh/wg0/manifest")).content().contains("\ngeneration 4\n");
        assertThat(host.path("/etc/init.d/mesh-recover-wg0")).isExecutable();
        ProgramReport report = confirm(host, PLANS.update());
        assertThat(report.ending()).isEqualTo(Ending.DONE);
        assertThat(report.steps()).containsExactly("persisted", "done");
        assertThat(host.path("/etc/mesh/wg0/manifest")).content().contains("\ngeneration 5\n");
        assertThat(host.path("/etc/mesh/wg0").toFile().list()).containsExactlyInAnyOrder("manifest", "private.key",
                "psk");
        assertThat(host.path("/etc/init.d/mesh-recover-wg0")).doesNotExist();
        assertThat(host.calls()).containsSubsequence("rc-update add mesh-recover-wg0 default",
                "wg set wg0 listen-port 51820", "rc-update del mesh-recover-wg0 default");
        assertThat(directory.resolve("run/mesh-wg0.lease")).doesNotExist();
        assertThat(Files.readString(directory.resolve("log/mesh-wg0.log"))).matches(
                "[0-9TZ:-]{20}\tapplied\t5\t-\tanna@box\t1 peer added, [^\t]*2 files written, 1 file removed\t"
                        + PlanFixture.TOKEN + "\n");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aConfirmationWhoseAnswerWasLostIsGivenAgain(Shell shell) throws IOException {
        FakeHost host = changed(shell, 600);
        confirm(host, PLANS.update());
        String after = host.contents();
        assertThat(confirm(host, PLANS.update()).ending()).isEqualTo(Ending.DONE);
        assertThat(host.contents()).isEqualTo(after);
    }

    @ParameterizedTest
    @MethodSource("shellsThatRollBack")
    void aHostThatIsTooBusyToCountGoesBackWhenTheKernelSaysSo(Shell shell) throws IOException {
        Files.writeString(directory.resolve("uptime"), "100.25 7.00\n");
        FakeHost host = changed(shell, 100_000);
        Files.writeString(directory.resolve("uptime"), "100100.01 7.00\n");
        awaitEnd(host);
        assertThat(confirm(host, PLANS.update()).ending()).isEqualTo(Ending.ROLLED_BACK);
    }

    @ParameterizedTest
    @MethodSource("shellsThatRollBack")
    void withoutConfirmationTheHostGoesBack(Shell shell) throws IOException {
        FakeHost before = configured(shell);
        String untouched = before.contents();
        FakeHost host = changed(shell, 100);
        awaitEnd(host);
        assertThat(host.contents()).isEqualTo(untouched);
        assertThat(host.calls()).containsSubsequence("wg set wg0 peer " + Samples.key(0x60) + " remove",
                "wg syncconf wg0 /etc/mesh/wg0/last-good/.was/wg", "ip link set dev wg0 mtu 1380 up",
                "ip address replace 100.64.0.5/24 dev wg0", "rc-update del mesh-recover-wg0 default");
        ProgramReport report = confirm(host, PLANS.update());
        assertThat(report.ending()).isEqualTo(Ending.ROLLED_BACK);
        assertThat(report.reason()).contains("not confirmed within 100 seconds");
        assertThat(host.contents()).isEqualTo(untouched);
    }

    @ParameterizedTest
    @MethodSource("shellsThatRollBack")
    void aRestartUndoesWhatIsNotConfirmed(Shell shell) throws IOException {
        String untouched = configured(shell).contents();
        FakeHost host = changed(shell, 600);
        rollBack(host, "boot");
        awaitEnd(host);
        assertThat(host.contents()).isEqualTo(untouched);
        assertThat(confirm(host, PLANS.update()).reason()).contains("the host was restarted before it was confirmed");
    }

    /** The file that a boot takes away is gone, and the boot hook did not run. */
    @ParameterizedTest
    @MethodSource("shellsThatRollBack")
    void nothingIsConfirmedAcrossARestart(Shell shell) throws IOException {
        String untouched = configured(shell).contents();
        FakeHost host = changed(shell, 600);
        Files.delete(directory.resolve("run/mesh-wg0.armed"));
        assertThat(confirm(host, PLANS.update()).ending()).isEqualTo(Ending.ROLLED_BACK);
        assertThat(host.contents()).isEqualTo(untouched);
    }

    @ParameterizedTest
    @MethodSource("shellsThatRollBack")
    void aRestartInTheMiddleOfAConfirmationKeepsTheChange(Shell shell) throws IOException {
        FakeHost host = changed(shell, 600);
        Files.move(host.path("/etc/mesh/wg0/last-good/.manifest"), host.path("/etc/mesh/wg0/manifest"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        rollBack(host, "boot");
        awaitEnd(host);
        assertThat(host.path("/etc/wg0.conf")).content().isEqualTo(PlanFixture.NEW_TEXT);
        assertThat(confirm(host, PLANS.update()).ending()).isEqualTo(Ending.DONE);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aChangeThatIsNotThroughIsNotConfirmed(Shell shell) throws IOException {
        FakeHost host = changed(shell, 600);
        Files.delete(host.path("/etc/mesh/wg0/last-good/.through"));
        assertThat(confirm(host, PLANS.update()).ending()).isEqualTo(Ending.UNFINISHED);
        assertThat(host.path("/etc/mesh/wg0/manifest")).content().contains("\ngeneration 4\n");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aChangeThatNeverBeganIsToldAsSuch(Shell shell) throws IOException {
        FakeHost host = configured(shell);
        ProgramReport report = confirm(host, PLANS.update());
        assertThat(report.ending()).isEqualTo(Ending.REFUSED);
        assertThat(report.reason()).contains("nothing of the change is there");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aHostWithoutAKnownInitSaysThatARebootKeepsTheChange(Shell shell) throws IOException {
        FakeHost host = configured(shell);
        host.without("rc-update");
        CommandResult result = host.run(ApplyProgram.of(PLANS.update(), PLANS.secrets(), PlanFixture.ARMING,
                (format, name) -> PlanFixture.OLD));
        assertThat(ProgramReport.read(result.exitStatus(), result.out()).values())
                .containsExactly("no init that mesh knows: a reboot before the confirmation keeps the change");
        assertThat(confirm(host, PLANS.update()).ending()).isEqualTo(Ending.DONE);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void theLogKeepsTheLastLines(Shell shell) throws IOException {
        FakeHost host = changed(shell, 600);
        Files.writeString(directory.resolve("log/mesh-wg0.log"), "x\n".repeat(600), UTF_8);
        confirm(host, PLANS.update());
        List<String> lines = Files.readAllLines(directory.resolve("log/mesh-wg0.log"));
        assertThat(lines).hasSize(500);
        assertThat(lines.getLast()).contains("\tapplied\t");
    }

    @ParameterizedTest
    @MethodSource("shellsThatRollBack")
    void aHostThatLeavesComesBackWithoutConfirmation(Shell shell) throws IOException {
        String untouched = configured(shell).contents();
        FakeHost host = configured(shell);
        host.script("wg-quick", "rm -f /etc/up\n");
        host.write("/etc/up", "rw-------", "");
        host.script("ip", "if [ \"$*\" = 'link show dev wg0' ]; then [ -e /etc/up ]; fi\n");
        CommandResult result = host.run(
                RemoveProgram.of(PLANS.remove(), PlanFixture.ARMING, (format, name) -> PlanFixture.ACTIVATION));
        assertThat(result.exitStatus()).as(result.out() + result.err()).isZero();
        assertThat(host.path("/etc/wg0.conf")).doesNotExist();
        host.script("ip", ":\n");
        rollBack(host, "boot");
        awaitEnd(host);
        assertThat(host.contents()).isEqualTo(untouched);
        assertThat(host.path("/etc/mesh/wg0/private.key")).content().contains(Samples.PRIVATE.revealBase64());
    }
}
