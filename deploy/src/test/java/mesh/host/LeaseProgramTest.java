// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import mesh.live.ManifestCodec;
import mesh.model.KeyPolicy.Custody;
import mesh.ssh.CommandResult;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LeaseProgramTest {
    private static final PlanFixture PLANS = new PlanFixture(Samples.linux(), Custody.HOST);
    private static final Lease MINE = new Lease(PlanFixture.TOKEN, "anna@box", "k/1/2", "mesh apply", 300);
    private static final Lease THEIRS = new Lease("ff112233445566778899aabbccddeeff", "bob@ci", "k/3/4", "mesh rotate",
            300);

    @TempDir
    private Path directory;

    static List<Shell> shells() {
        return Shell.present();
    }

    private FakeHost host(Shell shell) throws IOException {
        FakeHost host = new FakeHost(directory, shell);
        host.write("/etc/mesh/wg0/manifest", "rw-------", ManifestCodec.write(PLANS.manifest()));
        return host;
    }

    private static ProgramReport run(FakeHost host, HostProgram program) throws IOException {
        CommandResult result = host.run(program);
        return ProgramReport.read(result.exitStatus(), result.out());
    }

    private static ProgramReport take(FakeHost host, Lease lease) throws IOException {
        return run(host, LeaseProgram.take(Samples.linux(), lease, Optional.empty(), 4));
    }

    private Path file() {
        return directory.resolve("run/mesh-wg0.lease");
    }

    private void since(long seconds) throws IOException {
        Files.writeString(file(), Files.readString(file()).replaceFirst("since [0-9]+",
                "since " + (Instant.now().getEpochSecond() + seconds)));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void onlyOneRunHoldsAHost(Shell shell) throws IOException {
        FakeHost host = host(shell);
        assertThat(take(host, MINE).ending()).isEqualTo(Ending.DONE);
        ProgramReport locked = take(host, THEIRS);
        assertThat(locked.ending()).isEqualTo(Ending.LOCKED);
        assertThat(locked.reason()).contains("anna@box holds the lease of wg0 for 'mesh apply'");
        assertThat(LeaseProgram.told(locked).orElseThrow().lease()).isEqualTo(MINE);
        assertThat(take(host, MINE).ending()).isEqualTo(Ending.DONE);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aLeaseEndsByItselfAndWhenTheClockIsSetBack(Shell shell) throws IOException {
        FakeHost host = host(shell);
        take(host, MINE);
        since(-200);
        assertThat(take(host, THEIRS).ending()).isEqualTo(Ending.LOCKED);
        since(-301);
        assertThat(take(host, THEIRS).ending()).isEqualTo(Ending.DONE);
        since(3600);
        assertThat(take(host, MINE).ending()).isEqualTo(Ending.DONE);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void theLeaseOfAHolderThatIsGoneIsReplaced(Shell shell) throws IOException {
        FakeHost host = host(shell);
        take(host, MINE);
        ProgramReport report = run(host,
                LeaseProgram.take(Samples.linux(), THEIRS, Optional.of(PlanFixture.TOKEN), 4));
        assertThat(report.ending()).isEqualTo(Ending.DONE);
        assertThat(Files.readString(file())).startsWith("token " + THEIRS.token());
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aHostAtAnotherGenerationIsStale(Shell shell) throws IOException {
        ProgramReport report = run(host(shell), LeaseProgram.take(Samples.linux(), MINE, Optional.empty(), 3));
        assertThat(report.ending()).isEqualTo(Ending.STALE);
        assertThat(report.reason()).contains("generation 4 is there, the plan was made from 3");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void everybodyEndsOnlyTheirOwn(Shell shell) throws IOException {
        FakeHost host = host(shell);
        take(host, MINE);
        assertThat(run(host, LeaseProgram.end(Samples.linux(), THEIRS.token())).ending()).isEqualTo(Ending.DONE);
        assertThat(file()).exists();
        assertThat(run(host, LeaseProgram.end(Samples.linux(), PlanFixture.TOKEN)).ending()).isEqualTo(Ending.DONE);
        assertThat(file()).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aRunWithoutItsLeaseChangesNothing(Shell shell) throws IOException {
        FakeHost host = host(shell);
        String before = host.contents();
        HostProgram program = ApplyProgram.of(PLANS.update(), PLANS.secrets(), PlanFixture.ARMING,
                (format, name) -> PlanFixture.OLD);
        assertThat(run(host, program).ending()).isEqualTo(Ending.LOCKED);
        take(host, THEIRS);
        ProgramReport report = run(host, program);
        assertThat(report.ending()).isEqualTo(Ending.LOCKED);
        assertThat(report.reason().orElseThrow()).contains("this run's lease of wg0 is gone");
        assertThat(host.contents()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void unlockingEndsTheLeaseThatWasSeenAndNoOther(Shell shell) throws IOException {
        FakeHost host = host(shell);
        assertThat(LeaseProgram.told(run(host, LeaseProgram.show(Samples.linux())))).isEmpty();
        take(host, MINE);
        Lease.Told told = LeaseProgram.told(run(host, LeaseProgram.show(Samples.linux()))).orElseThrow();
        assertThat(told.lease()).isEqualTo(MINE);
        assertThat(told.ageSeconds()).isBetween(0L, 30L);
        assertThat(told.over()).isFalse();
        assertThat(run(host, LeaseProgram.unlock(Samples.linux(), THEIRS.token())).ending()).isEqualTo(Ending.STALE);
        assertThat(run(host, LeaseProgram.unlock(Samples.linux(), PlanFixture.TOKEN)).ending())
                .isEqualTo(Ending.DONE);
        assertThat(file()).doesNotExist();
    }

    /** A change that waits for a run that is gone; laid down by hand, with a rollback program that tells of itself. */
    private static void pending(FakeHost host) throws IOException {
        host.write("/etc/mesh/wg0/armed", "rw-------", "token " + PlanFixture.TOKEN + "\n");
        host.write("/etc/mesh/wg0/last-good/.rollback", "rw-------",
                "echo \"$1 $2\" >" + host.path("/etc/undone") + "; rm " + host.path("/etc/mesh/wg0/armed") + "\n");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void whatTheUnlockedRunLeftIsUndoneAtOnce(Shell shell) throws IOException {
        FakeHost host = host(shell);
        take(host, MINE);
        pending(host);
        assertThat(LeaseProgram.told(run(host, LeaseProgram.show(Samples.linux()))).orElseThrow().unconfirmed())
                .isTrue();
        ProgramReport report = run(host, LeaseProgram.unlock(Samples.linux(), PlanFixture.TOKEN));
        assertThat(report.ending()).isEqualTo(Ending.DONE);
        assertThat(report.values()).containsExactly("a change that nobody had confirmed was undone");
        assertThat(host.path("/etc/undone")).hasContent("now its run was unlocked");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void whoeverFollowsARunThatIsGoneUndoesWhatItLeftAndPlansAgain(Shell shell) throws IOException {
        FakeHost host = host(shell);
        take(host, MINE);
        pending(host);
        assertThat(take(host, THEIRS).ending()).isEqualTo(Ending.LOCKED);
        assertThat(host.path("/etc/undone")).doesNotExist();
        ProgramReport report = run(host,
                LeaseProgram.take(Samples.linux(), THEIRS, Optional.of(PlanFixture.TOKEN), 4));
        assertThat(report.ending()).isEqualTo(Ending.STALE);
        assertThat(host.path("/etc/undone")).hasContent("now its run is gone");
        assertThat(file()).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aRunThatIsRefusedLeavesNoLeaseBehind(Shell shell) throws IOException {
        FakeHost host = host(shell);
        ProgramReport report = run(host, LeaseProgram.take(Samples.linux(), MINE, Optional.empty(), 5));
        assertThat(report.ending()).isEqualTo(Ending.STALE);
        assertThat(file()).doesNotExist();
    }
}
