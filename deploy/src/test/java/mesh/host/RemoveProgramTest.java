// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import mesh.live.ManifestCodec;
import mesh.model.KeyPolicy.Custody;
import mesh.ssh.CommandResult;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RemoveProgramTest {
    private static final PlanFixture PLANS = new PlanFixture(Samples.linux(), Custody.HOST);

    @TempDir
    private Path directory;

    static List<Shell> shells() {
        return Shell.present();
    }

    private FakeHost configured(Shell shell) throws IOException {
        FakeHost host = new FakeHost(directory, shell);
        host.write("/etc/mesh/wg0/private.key", "rw-------", Samples.PRIVATE.revealBase64() + "\n");
        host.write("/etc/mesh/wg0/manifest", "rw-------", ManifestCodec.write(PLANS.manifest()));
        host.write("/etc/mesh/wg0/psk/old", "rw-------", "old psk\n");
        host.write("/etc/wg0.conf", "rw-------", PlanFixture.OLD_TEXT);
        host.write("/etc/other.conf", "rw-------", "theirs\n");
        host.refuse("ip link show dev wg0");
        host.answer("uname -s", "OpenBSD\n");
        return host;
    }

    private static ProgramReport run(FakeHost host) throws IOException {
        host.leased();
        CommandResult result = host
                .run(RemoveProgram.of(PLANS.remove(), PlanFixture.ARMING, (format, name) -> PlanFixture.ACTIVATION));
        ProgramReport report = ProgramReport.read(result.exitStatus(), result.out());
        if (report.ending() != Ending.DONE) {
            return report;
        }
        CommandResult confirmed = host
                .run(ConfirmProgram.of(PLANS.remove(), PlanFixture.FENCE, PlanFixture.PROVENANCE));
        return ProgramReport.read(confirmed.exitStatus(), confirmed.out());
    }

    @ParameterizedTest
    @MethodSource("shells")
    void takesAwayWhatMeshPutThereAndNothingElse(Shell shell) throws IOException {
        FakeHost host = configured(shell);
        assertThat(run(host).ending()).isEqualTo(Ending.DONE);
        assertThat(host.calls()).contains("wg-quick down wg0");
        assertThat(host.contents()).contains("etc/other.conf\ntheirs").doesNotContain("mesh", "wg0.conf");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void leavesDirectoriesThatHoldMore(Shell shell) throws IOException {
        FakeHost host = configured(shell);
        host.write("/etc/mesh/wg0/psk/theirs", "rw-------", "x\n");
        host.write("/etc/mesh/wg1/manifest", "rw-------", "another mesh\n");
        assertThat(run(host).ending()).isEqualTo(Ending.DONE);
        assertThat(host.path("/etc/mesh/wg0/psk").toFile().list()).containsExactly("theirs");
        assertThat(host.path("/etc/mesh/wg1/manifest")).exists();
        assertThat(host.path("/etc/mesh/wg0/manifest")).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void leavesWhatWasThereBeforeMeshAndSaysSo(Shell shell) throws IOException {
        FakeHost host = configured(shell);
        host.write("/etc/mesh/wg0/before/etc/wg0.conf", "rw-------", "theirs\n");
        ProgramReport report = run(host);
        assertThat(report.ending()).isEqualTo(Ending.DONE);
        assertThat(report.values()).singleElement().asString().startsWith("what was there before mesh is in ");
        assertThat(host.path("/etc/mesh/wg0/before/etc/wg0.conf")).hasContent("theirs");
        assertThat(host.path("/etc/mesh/wg0").toFile().list()).containsExactly("before");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void takesItsEmptyDropInDirectoryAlong(Shell shell) throws IOException {
        FakeHost host = new FakeHost(directory, shell);
        host.write("/etc/unit.d/50-mesh.conf", "rw-------", "x\n");
        host.write("/etc/other.d/50-mesh.conf", "rw-------", "x\n");
        host.write("/etc/other.d/theirs.conf", "rw-------", "x\n");
        HostProgram program = HostProgram.reporting(List.of("common", "home", "remove"),
                "remove_ours /etc/unit.d/50-mesh.conf /etc/other.d/50-mesh.conf /etc/never.there\n");
        assertThat(host.run(program).exitStatus()).isZero();
        assertThat(host.path("/etc").toFile().list()).containsExactly("other.d");
        assertThat(host.path("/etc/other.d").toFile().list()).containsExactly("theirs.conf");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void keepsTheFilesOfAnInterfaceThatDoesNotGoDown(Shell shell) throws IOException {
        FakeHost host = configured(shell);
        host.breakCall("wg-quick down wg0");
        assertThat(run(host).ending()).isEqualTo(Ending.RESTORED);
        assertThat(host.path("/etc/wg0.conf")).exists();
        assertThat(host.path("/etc/mesh/wg0/manifest")).exists();
        host.breakCall("");
        assertThat(run(host).ending()).isEqualTo(Ending.DONE);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void refusesAHostThatChangedSinceItWasRead(Shell shell) throws IOException {
        FakeHost host = configured(shell);
        host.write("/etc/wg0.conf", "rw-------", "by hand\n");
        String before = host.contents();
        assertThat(run(host).ending()).isEqualTo(Ending.STALE);
        assertThat(host.contents()).isEqualTo(before);
        assertThat(host.calls()).isEmpty();
    }
}
