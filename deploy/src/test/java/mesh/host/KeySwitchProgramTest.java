// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import mesh.key.PublicKey;
import mesh.live.ManifestCodec;
import mesh.model.KeyPolicy.Custody;
import mesh.plan.HostPlan;
import mesh.ssh.CommandResult;

class KeySwitchProgramTest {
    private static final PublicKey FORMER = Samples.key(0x70);
    private static final String FORMER_SECRET = "c2VjcmV0LW9mLXRoZS1mb3JtZXIta2V5LS0tLS0tLS0=\n";
    private static final PlanFixture PLANS = new PlanFixture(Samples.linux(), Custody.HOST);
    private static final String SET = "wg set wg0 private-key /etc/mesh/wg0/private.key peer " + Samples.ONE
            + " preshared-key /etc/mesh/wg0/psk/one";

    @TempDir
    private Path directory;

    static List<Shell> shells() {
        return Shell.present();
    }

    /** Generation 4, with its former key in use. */
    private FakeHost host(Shell shell) throws IOException {
        FakeHost host = new FakeHost(directory, shell);
        host.write("/etc/mesh/wg0/private.key", "rw-------", FORMER_SECRET);
        host.write("/etc/mesh/wg0/manifest", "rw-------", ManifestCodec.write(PLANS.manifest()));
        host.write("/etc/wg0.conf", "rw-r-----", PlanFixture.OLD_TEXT);
        host.write("/etc/mesh/wg0/psk/old", "rw-------", "old psk\n");
        host.script("wg", """
                echo "wg $*" >>%s
                case "$1 $3" in
                    pubkey*) read -r key; if [ "$key" = %s ]; then echo %s; else echo %s; fi ;;
                    "show public-key") if grep -q "^wg set wg0 private-key" %s; then echo %s; else echo %s; fi ;;
                    "show listen-port") echo 51820 ;;
                    "show peers") echo a; echo b ;;
                esac
                """.formatted(host.path("/calls"), Samples.PRIVATE.revealBase64(), Samples.OWN, FORMER,
                host.path("/calls"), Samples.OWN, FORMER));
        host.withOpenRc();
        host.leased();
        return host;
    }

    private static CommandResult run(FakeHost host, HostPlan plan) throws IOException {
        return host.run(ApplyProgram.of(plan, PLANS.secrets(), PlanFixture.ARMING,
                (format, name) -> PlanFixture.ACTIVATION));
    }

    private static ProgramReport report(CommandResult result) {
        return ProgramReport.read(result.exitStatus(), result.out());
    }

    @ParameterizedTest
    @MethodSource("shells")
    void theNextKeyAndAllPresharedKeysAreTakenInOneChange(Shell shell) throws IOException {
        FakeHost host = host(shell);
        host.write("/etc/mesh/wg0/next.key", "rw-------", Samples.PRIVATE.revealBase64() + "\n");
        host.write("/run/mesh-wg0.follow", "rw-------", "1\n");
        CommandResult changed = run(host, PLANS.rotate(FORMER));
        assertThat(report(changed).ending()).as(changed.out() + changed.err()).isEqualTo(Ending.DONE);
        assertThat(host.calls()).contains(SET);
        assertThat(host.path("/etc/mesh/wg0/private.key")).hasContent(Samples.PRIVATE.revealBase64());
        assertThat(host.path("/run/mesh-wg0.follow")).doesNotExist();
        assertThat(host.path("/etc/mesh/wg0/next.key")).as("for the way back").exists();
        assertThat(Files.readString(host.path("/etc/mesh/wg0/last-good" + host.path("/etc/mesh/wg0/private.key"))))
                .isEqualTo(FORMER_SECRET);
        CommandResult confirmed = host
                .run(ConfirmProgram.of(PLANS.rotate(FORMER), PlanFixture.FENCE, PlanFixture.PROVENANCE));
        assertThat(report(confirmed).ending()).as(confirmed.out() + confirmed.err()).isEqualTo(Ending.DONE);
        assertThat(host.path("/etc/mesh/wg0/next.key")).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void aHostWhoseNextKeyIsGoneKeepsTheOneItHas(Shell shell) throws IOException {
        FakeHost host = host(shell);
        CommandResult result = run(host, PLANS.rotate(FORMER));
        assertThat(report(result).ending()).as(result.out() + result.err()).isEqualTo(Ending.STALE);
        assertThat(report(result).reason()).hasValueSatisfying(why -> assertThat(why).contains("next.key is gone"));
        assertThat(host.path("/etc/mesh/wg0/private.key")).hasContent(FORMER_SECRET.strip());
        assertThat(host.calls()).doesNotContain(SET);
    }
}
