// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import mesh.live.ManifestCodec;
import mesh.model.KeyPolicy.Custody;
import mesh.plan.Change;
import mesh.plan.HostPlan;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Changes by tools of OpenBSD's base, recorded by fakes. */
class OpenBsdProgramTest {
    private static final PlanFixture PLANS = new PlanFixture(Samples.openBsd(), Custody.HOST);
    private static final String PEER_ONE = " wgpeer " + Samples.ONE
            + " wgdescr one wgpka 25 wgendpoint 203.0.113.7 51820"
            + " wgaip 100.64.0.1/32 wgaip 192.168.1.0/24";
    private static final String PEER_TWO = " wgpeer " + Samples.TWO
            + " wgdescr two -wgpsk wgpka 0 wgaip 100.64.0.2/32";

    @TempDir
    private Path directory;

    static List<Shell> shells() {
        return Shell.present();
    }

    private FakeHost configured(Shell shell) throws IOException {
        FakeHost host = new FakeHost(directory, shell);
        host.withOpenBsdDigests();
        host.leased();
        host.write("/etc/hostname.wg0", "rw-r-----", "up\n");
        host.answer("uname -s", "OpenBSD\n");
        host.write("/etc/mesh/wg0/private.key", "rw-------", Samples.PRIVATE.revealBase64() + "\n");
        host.write("/etc/mesh/wg0/manifest", "rw-------", ManifestCodec.write(PLANS.manifest()));
        host.write("/etc/mesh/wg0/psk/old", "rw-------", "old psk\n");
        host.write("/etc/wg0.conf", "rw-------", PlanFixture.OLD_TEXT);
        host.answer("ifconfig wg0", """
                wg0: flags=80c3<UP> mtu 1420
                \twgport 51820
                \twgpubkey %s
                \twgpeer %s
                \twgpeer %s
                """.formatted(Samples.OWN, Samples.ONE, Samples.TWO));
        return host;
    }

    private static ProgramReport apply(FakeHost host) throws IOException {
        mesh.ssh.CommandResult result = host
                .run(ApplyProgram.of(PLANS.update(), PLANS.secrets(), PlanFixture.ARMING,
                        (format, name) -> PlanFixture.OLD));
        assertThat(result.out() + result.err()).doesNotContain(Samples.PRESHARED.revealBase64());
        assertThat(ProgramReport.read(result.exitStatus(), result.out()).ending()).as(result.out() + result.err())
                .isEqualTo(Ending.DONE);
        mesh.ssh.CommandResult confirmed = host
                .run(ConfirmProgram.of(PLANS.update(), PlanFixture.FENCE, PlanFixture.PROVENANCE));
        assertThat(confirmed.exitStatus()).as(confirmed.out() + confirmed.err()).isZero();
        return ProgramReport.read(result.exitStatus(), result.out());
    }

    @ParameterizedTest
    @MethodSource("shells")
    void changesPeersInOneCommandAndAddsBeforeRemoving(Shell shell) throws IOException {
        FakeHost host = configured(shell);
        host.without("wg");
        apply(host);
        assertThat(host.calls()).filteredOn(call -> call.matches("(ifconfig wg0 |route).*")).containsExactly(
                "ifconfig wg0 wgport 51820", "ifconfig wg0 mtu 1420", "ifconfig wg0 inet 100.64.0.4/24 alias",
                "ifconfig wg0 wgpeer " + Samples.ONE + " wgpsk " + Samples.PRESHARED.revealBase64(),
                "ifconfig wg0" + PEER_ONE + PEER_TWO,
                "route -qn delete -inet 192.168.1.0/24 -iface 100.64.0.4",
                "route -qn add -inet 192.168.1.0/24 -iface 100.64.0.4",
                "route -qn delete -inet 192.168.2.0/24 -iface 100.64.0.4",
                "ifconfig wg0 -wgpeer " + Samples.key(0x60), "ifconfig wg0 inet 100.64.0.5 -alias",
                "route -qn delete -inet 192.168.1.0/24 -iface 100.64.0.4",
                "route -qn add -inet 192.168.1.0/24 -iface 100.64.0.4");
        assertThat(Files.readString(host.path("/etc/mesh/wg0/manifest"))).contains("\ngeneration 5\n");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void setsAnInterfaceUpAgain(Shell shell) throws IOException {
        FakeHost host = configured(shell);
        host.answer("wg pubkey", Samples.OWN + "\n");
        HostPlan repair = PLANS.repair(new Change.InterfaceUp(PlanFixture.NAME));
        assertThat(host.run(ApplyProgram.of(repair, PLANS.secrets(), PlanFixture.ARMING,
                (format, name) -> PlanFixture.OLD)).exitStatus()).isZero();
        assertThat(host.calls()).contains("ifconfig wg0 up");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void keepsKeysOutOfArgumentsWhereWireguardToolsAre(Shell shell) throws IOException {
        FakeHost host = configured(shell);
        host.answer("wg pubkey", Samples.OWN + "\n");
        apply(host);
        assertThat(host.calls())
                .contains("wg set wg0 peer " + Samples.ONE + " preshared-key /etc/mesh/wg0/psk/one");
        assertThat(String.join("\n", host.calls())).doesNotContain(Samples.PRESHARED.revealBase64())
                .doesNotContain(Samples.PRIVATE.revealBase64());
    }
}
