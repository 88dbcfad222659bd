// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashSet;
import java.util.List;

import mesh.files.Digests;
import mesh.live.Manifest;
import mesh.live.ManifestCodec;
import mesh.model.KeyPolicy.Custody;
import mesh.plan.Change;
import mesh.plan.HostPlan;
import mesh.ssh.CommandResult;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ApplyProgramTest {
    private static final PlanFixture PLANS = new PlanFixture(Samples.linux(), Custody.HOST);

    @TempDir
    private Path directory;

    static List<Shell> shells() {
        return Shell.present();
    }

    private static HostProgram program(HostPlan plan) {
        return ApplyProgram.of(plan, PLANS.secrets(), PlanFixture.ARMING, (format, name) -> PlanFixture.OLD);
    }

    /** Both connections: the change, then its confirmation. */
    private static ProgramReport applied(FakeHost host, HostPlan plan) throws IOException {
        host.leased();
        CommandResult changed = host.run(program(plan));
        assertThat(report(changed).ending()).as(changed.out() + changed.err()).isEqualTo(Ending.DONE);
        CommandResult confirmed = host.run(ConfirmProgram.of(plan, PlanFixture.FENCE, PlanFixture.PROVENANCE));
        assertThat(report(confirmed).ending()).as(confirmed.out() + confirmed.err()).isEqualTo(Ending.DONE);
        return report(changed);
    }

    private static ProgramReport report(CommandResult result) {
        assertThat(result.out() + result.err()).doesNotContain(Samples.PRIVATE.revealBase64())
                .doesNotContain(Samples.PRESHARED.revealBase64());
        return ProgramReport.read(result.exitStatus(), result.out());
    }

    /** A host on which a key was born, and nothing else is. */
    private FakeHost fresh(Shell shell) throws IOException {
        FakeHost host = new FakeHost(directory, shell);
        host.write("/etc/mesh/wg0/private.key", "rw-------", Samples.PRIVATE.revealBase64() + "\n");
        host.answer("wg pubkey", Samples.OWN + "\n");
        host.refuse("ip link show dev wg0");
        host.withOpenRc();
        host.leased();
        host.forget();
        runs(host);
        return host;
    }

    private static void runs(FakeHost host) throws IOException {
        host.answer("wg show wg0 public-key", Samples.OWN + "\n");
        host.answer("wg show wg0 listen-port", "51820\n");
        host.answer("wg show wg0 peers", Samples.ONE + "\n" + Samples.TWO + "\n");
    }

    /** A host at generation 4. */
    private FakeHost configured(Shell shell) throws IOException {
        FakeHost host = fresh(shell);
        host.answer("ip link show dev wg0", "3: wg0\n");
        host.answer("ip -4 route show 192.168.2.0/24 dev wg0", "192.168.2.0/24 scope link\n");
        host.write("/etc/mesh/wg0/manifest", "rw-------", ManifestCodec.write(PLANS.manifest()));
        host.write("/etc/mesh/wg0/psk/old", "rw-------", "old psk\n");
        host.write("/etc/wg0.conf", "rw-------", PlanFixture.OLD_TEXT);
        Files.setPosixFilePermissions(host.path("/etc/mesh/wg0"), PosixFilePermissions.fromString("rwx------"));
        Files.setPosixFilePermissions(host.path("/etc/mesh/wg0/psk"), PosixFilePermissions.fromString("rwx------"));
        return host;
    }

    @ParameterizedTest
    @MethodSource("shells")
    void repairsWhatWasSetDownWithoutARestart(Shell shell) throws IOException {
        Assumptions.assumeFalse(Files.isDirectory(Path.of("/run/systemd/system")), "systemd would be told here");
        FakeHost host = configured(shell);
        applied(host, PLANS.repair(new Change.InterfaceUp(PlanFixture.NAME),
                new Change.ServiceEnable("wg-quick.wg0")));
        assertThat(host.calls()).contains("ip link set dev wg0 up", "rc-update add wg-quick.wg0 default")
                .noneMatch(call -> call.startsWith("wg-quick"));
        assertThat(Files.readSymbolicLink(host.path("/etc/init.d/wg-quick.wg0"))).hasToString("wg-quick");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void writesFilesAndBringsANewInterfaceUp(Shell shell) throws IOException {
        FakeHost host = fresh(shell);
        assertThat(applied(host, PLANS.create())).isEqualTo(new ProgramReport(Ending.DONE,
                List.of("compared", "staged", "verified", "kept", "armed", "switched", "running", "through"), List.of(),
                java.util.Optional.empty()));
        assertThat(host.calls()).contains("wg-quick up wg0");
        assertThat(host.path("/etc/wg0.conf")).hasContent(PlanFixture.NEW_TEXT.stripTrailing());
        assertThat(Files.getPosixFilePermissions(host.path("/etc/wg0.conf")))
                .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
        assertThat(host.path("/etc/mesh/wg0/psk/one")).hasContent(Samples.PRESHARED.revealBase64());
        assertThat(host.path("/etc/mesh/wg0").toFile().list()).containsExactlyInAnyOrder("manifest", "private.key",
                "psk");
        Manifest manifest = ManifestCodec.read(
                Files.readString(host.path("/etc/mesh/wg0/manifest")).replace(directory.toString(), ""));
        assertThat(manifest.generation()).isEqualTo(1);
        assertThat(manifest.files()).extracting(Manifest.Entry::sha256).containsExactly(
                Digests.sha256(Samples.PRIVATE.revealBase64() + "\n"),
                Digests.sha256(Samples.PRESHARED.revealBase64() + "\n"), Digests.sha256(PlanFixture.NEW_TEXT));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aFileIsMadeOfTheOneInPlaceAndOfWhatIsNew(Shell shell) throws IOException {
        FakeHost host = configured(shell);
        host.write("/etc/wg0.conf", "rw-------", PlanFixture.LONG_TEXT + "[Peer]\n");
        HostPlan plan = PLANS.appended();
        host.leased();
        HostProgram program = program(plan);
        assertThat(program.standardInput()).asString(UTF_8).contains("stage_patch /etc/wg0.conf <<")
                .doesNotContain(PlanFixture.LONG_TEXT);
        applied(host, plan);
        assertThat(host.path("/etc/wg0.conf")).content().isEqualTo(PlanFixture.LONG_TEXT + "[Peer] one\n");
    }

    @Test
    void aFileThatIsAnotherThanWasReadIsNotPatched() throws IOException {
        FakeHost host = configured(Shell.DASH);
        host.write("/etc/wg0.conf", "rw-------", PlanFixture.LONG_TEXT + "[Peer]\n# edited\n");
        ProgramReport report = report(host.run(program(PLANS.appended())));
        assertThat(report.ending()).isEqualTo(Ending.STALE);
        assertThat(Sending.isWholeWanted(report)).isFalse();
    }

    @Test
    void aHostThatMakesSomethingElseOfTheEditsGetsTheWholeFile() throws IOException {
        FakeHost host = configured(Shell.DASH);
        host.write("/etc/wg0.conf", "rw-------", PlanFixture.LONG_TEXT + "[Peer]\n");
        HostPlan plan = PLANS.appended();
        host.script("awk", "case $* in *getline*) echo other ;; *) exec " + Shell.executable("awk")
                + " \"$@\" ;; esac\n");
        ProgramReport report = report(host.run(program(plan)));
        assertThat(Sending.isWholeWanted(report)).as("%s", report).isTrue();
        assertThat(host.path("/etc/wg0.conf")).content().endsWith("[Peer]\n");
        HostProgram whole = ApplyProgram.of(plan, PLANS.secrets(), PlanFixture.ARMING,
                (format, name) -> PlanFixture.OLD, Sending.WHOLE);
        assertThat(report(host.run(whole)).ending()).isEqualTo(Ending.DONE);
    }

    @Test
    void aFileThatStaysIsNotSent() {
        assertThat(program(PLANS.unchangedText()).standardInput()).asString(UTF_8)
                .contains("stage_copy /etc/wg0.conf\n").doesNotContain("stage_file /etc/wg0.conf");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void changesARunningInterfaceAddingBeforeRemoving(Shell shell) throws IOException {
        FakeHost host = configured(shell);
        applied(host, PLANS.update());
        assertThat(host.calls()).filteredOn(
                call -> call.matches("(wg set|ip link set|ip -[46] address|ip -[46] route [rd]|wg-quick).*"))
                .containsExactly(
                        "wg set wg0 listen-port 51820", "ip link set dev wg0 mtu 1420",
                        "ip -4 address replace 100.64.0.4/24 dev wg0",
                        "wg set wg0 peer " + Samples.ONE
                                + " preshared-key /etc/mesh/wg0/psk/one endpoint 203.0.113.7:51820"
                                + " persistent-keepalive 25 allowed-ips 100.64.0.1/32,192.168.1.0/24 peer "
                                + Samples.TWO
                                + " preshared-key /dev/null persistent-keepalive 0 allowed-ips 100.64.0.2/32",
                        "ip -4 route replace 192.168.1.0/24 dev wg0", "ip -4 route del 192.168.2.0/24 dev wg0",
                        "wg set wg0 peer " + Samples.key(0x60) + " remove",
                        "ip -4 address del 100.64.0.5/24 dev wg0", "ip -4 address replace 100.64.0.4/24 dev wg0",
                        "ip -6 address replace fd00::4/64 dev wg0", "ip -4 route replace 192.168.1.0/24 dev wg0");
        assertThat(host.path("/etc/wg0.conf")).hasContent(PlanFixture.NEW_TEXT.stripTrailing());
        assertThat(host.path("/etc/mesh/wg0/psk/old")).doesNotExist();
        assertThat(Files.readString(host.path("/etc/mesh/wg0/manifest"))).contains("\ngeneration 5\n");
        assertThat(String.join("\n", host.calls())).doesNotContain(Samples.PRIVATE.revealBase64())
                .doesNotContain(Samples.PRESHARED.revealBase64());
    }

    @ParameterizedTest
    @MethodSource("shells")
    void keepsTheFirstForeignOriginal(Shell shell) throws IOException {
        FakeHost host = configured(shell);
        Files.delete(host.path("/etc/mesh/wg0/manifest"));
        applied(host, PLANS.takeOver());
        Path kept = host.path("/etc/mesh/wg0/before").resolve(host.path("/etc/wg0.conf").toString().substring(1));
        assertThat(kept).hasContent(PlanFixture.OLD_TEXT.stripTrailing());
        assertThat(Files.getPosixFilePermissions(kept)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.getPosixFilePermissions(host.path("/etc/mesh/wg0/before")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        Files.writeString(kept, "the first one\n");
        host.write("/etc/wg0.conf", "rw-------", PlanFixture.OLD_TEXT);
        host.write("/etc/mesh/wg0/psk/old", "rw-------", "old psk\n");
        Files.delete(host.path("/etc/mesh/wg0/psk/one"));
        Files.delete(host.path("/etc/mesh/wg0/manifest"));
        applied(host, PLANS.takeOver());
        assertThat(kept).hasContent("the first one");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void keepsNoCopyOfItsOwnFiles(Shell shell) throws IOException {
        FakeHost host = configured(shell);
        applied(host, PLANS.update());
        assertThat(host.path("/etc/mesh/wg0/before")).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(value = Shell.class, names = {"DASH", "MKSH"})
    void everyCallThatFailsLeavesTheOldFiles(Shell shell) throws IOException {
        assumeTrue(Shell.present().contains(shell), shell + " is not on this machine");
        FakeHost host = configured(shell);
        String before = host.contents();
        String program = new String(program(PLANS.update()).standardInput(), UTF_8);
        host.run(program);
        List<String> calls = List.copyOf(new LinkedHashSet<>(host.calls()));
        assertThat(calls).hasSizeGreaterThan(15);
        for (String call : calls) {
            host = configured(shell);
            Files.deleteIfExists(host.path("/etc/mesh/wg0/psk/one"));
            assertThat(host.contents()).isEqualTo(before);
            host.breakCall(call);
            CommandResult result = host.run(program);
            assertThat(report(result).ending()).as(call + result.out() + result.err()).isIn(Ending.STALE,
                    Ending.REFUSED, Ending.RESTORED);
            assertThat(report(result).reason()).as(call).isPresent();
            assertThat(host.contents()).as(call).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aProgramCutOffAtAnyLineDoesNothing(Shell shell) throws IOException {
        FakeHost host = configured(shell);
        String before = host.contents();
        String program = new String(program(PLANS.update()).standardInput(), UTF_8);
        host.runBeginnings(program, shell == Shell.DASH ? 1 : 9);
        for (int end = program.length() - 50; end < program.length() - 2; end++) {
            host.run(program.substring(0, end));
        }
        assertThat(host.contents()).isEqualTo(before);
        assertThat(host.calls()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void refusesAHostThatChangedSinceItWasRead(Shell shell) throws IOException {
        FakeHost host = configured(shell);
        host.write("/etc/wg0.conf", "rw-------", "by hand\n");
        assertStale(host, "/etc/wg0.conf is not what it was when it was planned");
        host = configured(shell);
        host.write("/etc/mesh/wg0/psk/one", "rw-------", "x\n");
        assertStale(host, "/etc/mesh/wg0/psk/one was not there when it was planned");
        host = configured(shell);
        Files.delete(host.path("/etc/mesh/wg0/psk/one"));
        host.write("/etc/mesh/wg0/manifest", "rw-------",
                ManifestCodec.write(PLANS.manifest()).replace("generation 4", "generation 5"));
        assertStale(host, "generation 5 is there, the plan was made from 4");
        host = configured(shell);
        host.answer("wg show wg0 public-key", Samples.TWO + "\n");
        assertStale(host, "the plan was made from " + Samples.OWN);
        host = configured(shell);
        host.answer("wg pubkey", Samples.TWO + "\n");
        assertStale(host, "/etc/mesh/wg0/private.key has the public key " + Samples.TWO);
    }

    private static void assertStale(FakeHost host, String reason) throws IOException {
        String before = host.contents();
        ProgramReport report = report(host.run(program(PLANS.update())));
        assertThat(report.ending()).isEqualTo(Ending.STALE);
        assertThat(report.reason().orElseThrow()).contains(reason);
        assertThat(host.contents()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void waitsForNobodyAndDisturbsNobody(Shell shell) throws IOException {
        FakeHost host = configured(shell);
        String before = host.contents();
        Path turn = Files.createDirectories(directory.resolve("run/mesh-wg0.turn"));
        Files.writeString(turn.resolve("pid"), ProcessHandle.current().pid() + "\n");
        ProgramReport busy = report(host.run(program(PLANS.update())));
        assertThat(busy.ending()).isEqualTo(Ending.LOCKED);
        assertThat(busy.reason()).contains("another program is changing wg0 on this host");
        assertThat(host.contents()).isEqualTo(before);
        Files.writeString(turn.resolve("pid"), "999999999\n");
        applied(host, PLANS.update());
        assertThat(turn).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void anInterfaceThatReadsBackOtherwiseIsUndone(Shell shell) throws IOException {
        FakeHost host = configured(shell);
        String before = host.contents();
        host.answer("wg show wg0 peers", "");
        ProgramReport report = report(host.run(program(PLANS.update())));
        assertThat(report.ending()).isEqualTo(Ending.RESTORED);
        assertThat(report.reason().orElseThrow())
                .contains("reads back as key, port, peers: " + Samples.OWN + " 51820 0");
        assertThat(host.contents()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aNewInterfaceThatDoesNotComeUpIsTakenDownAgain(Shell shell) throws IOException {
        FakeHost host = fresh(shell);
        host.breakCall("wg-quick up wg0");
        ProgramReport report = report(host.run(program(PLANS.create())));
        assertThat(report.ending()).isEqualTo(Ending.RESTORED);
        assertThat(host.calls()).containsSubsequence("wg-quick up wg0", "wg-quick down wg0");
        assertThat(host.path("/etc/wg0.conf")).doesNotExist();
        assertThat(host.path("/etc/mesh/wg0/private.key")).exists();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aToolThatMustBeHeardEndsItsWorkAfterTheConnectionIsLost(Shell shell) throws IOException {
        FakeHost host = fresh(shell);
        host.script("wg-quick", "trap '' PIPE\necho working >&2 || exit 1\n: >/etc/came-up\n");
        host.runUnheard(program(PLANS.create()));
        assertThat(host.path("/etc/came-up")).exists();
        assertThat(host.path("/etc/mesh/wg0/last-good/.through")).exists();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void whatAFailingToolSaysIsPassedOn(Shell shell) throws IOException {
        FakeHost host = fresh(shell);
        host.breakCall("wg-quick up wg0");
        assertThat(host.run(program(PLANS.create())).err()).contains("wg-quick: made to fail");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void theOldFormatGoesDownBeforeTheOtherComesUp(Shell shell) throws IOException {
        FakeHost host = configured(shell);
        applied(host, PLANS.replace());
        assertThat(host.calls()).containsSubsequence("networkctl down", "wg-quick up wg0");
        host = configured(shell);
        Files.delete(host.path("/etc/mesh/wg0/psk/one"));
        String before = host.contents();
        host.breakCall("wg-quick up wg0");
        assertThat(report(host.run(program(PLANS.replace()))).ending()).isEqualTo(Ending.RESTORED);
        assertThat(host.calls()).containsSubsequence("networkctl down", "wg-quick up wg0", "wg-quick down wg0",
                "wg syncconf wg0 /etc/mesh/wg0/last-good/.was/wg");
        assertThat(host.contents()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aKeyFromTheVaultIsWrittenWithTheRest(Shell shell) throws IOException {
        FakeHost host = fresh(shell);
        Files.delete(host.path("/etc/mesh/wg0/private.key"));
        PlanFixture vault = new PlanFixture(Samples.linux(), Custody.VAULT);
        HostProgram program = ApplyProgram.of(vault.create(), vault.secrets(), PlanFixture.ARMING,
                (format, name) -> PlanFixture.OLD);
        assertThat(report(host.run(program)).ending()).isEqualTo(Ending.DONE);
        assertThat(host.path("/etc/mesh/wg0/private.key")).hasContent(Samples.PRIVATE.revealBase64());
        assertThat(Files.getPosixFilePermissions(host.path("/etc/mesh/wg0/private.key")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void neverPrintsItself() {
        assertThat(program(PLANS.create()).toString()).matches("HostProgram\\([0-9]+ characters\\)");
        assertThat(PLANS.secrets().toString()).isEqualTo("SecretFiles(1 redacted)");
    }
}
