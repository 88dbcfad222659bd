// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import mesh.desired.DesiredPeer;
import mesh.key.PublicKey;
import mesh.model.Format;
import mesh.model.OperatingSystem;
import mesh.name.NodeName;
import mesh.net.Cidr;
import mesh.net.Keepalive;
import mesh.ssh.CommandResult;

class FollowProgramTest {
    private static final String SHOW = "wg show wg0 latest-handshakes";

    private static final DesiredPeer PEER = new DesiredPeer(new NodeName("one"), Optional.of(Samples.ONE),
            Optional.empty(), List.of(Cidr.parse("10.9.0.2/32"), Cidr.parse("fd00:9::2/128")), new Keepalive(0),
            Optional.empty());

    @TempDir
    private Path directory;

    static List<Shell> shells() {
        return Shell.present();
    }

    private static HostProgram program(OperatingSystem os, Format format) {
        return FollowProgram.of(Samples.reach(os, format), PEER, Samples.TWO, Duration.ofSeconds(30));
    }

    private static CommandResult start(FakeHost host, OperatingSystem os, Format format) throws IOException {
        return host.run(program(os, format));
    }

    private static void handshakes(FakeHost host, long first, long second) throws IOException {
        host.answer(SHOW, Samples.ONE + "\t" + first + "\n" + Samples.TWO + "\t" + second + "\n");
    }

    private static void await(FakeHost host, String call) throws IOException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!host.calls().contains(call)) {
            assertThat(System.nanoTime()).as(call + " in " + host.calls().stream().distinct().toList()).isLessThan(end);
        }
    }

    private static String set(PublicKey key) {
        return "wg set wg0 peer " + key + " allowed-ips 10.9.0.2/32,fd00:9::2/128";
    }

    @ParameterizedTest
    @MethodSource("shells")
    void allowedIpsGoToTheKeyThatShookHandsLastAndBack(Shell shell) throws IOException {
        FakeHost host = new FakeHost(directory, shell);
        host.script("sleep", "exec " + Shell.executable("sleep") + " 0.02\n");
        handshakes(host, 1000, 0);
        CommandResult result = start(host, OperatingSystem.LINUX, Format.WG_QUICK);
        assertThat(ProgramReport.read(result.exitStatus(), result.out()).ending()).as(result.err())
                .isEqualTo(Ending.DONE);
        handshakes(host, 1000, 1001);
        await(host, set(Samples.TWO));
        assertThat(host.calls()).doesNotContain(set(Samples.ONE));
        handshakes(host, 1002, 1001);
        await(host, set(Samples.ONE));
        Files.delete(host.path("/run/mesh-wg0.follow"));
    }

    /** Busybox, which is on no OpenBSD, has an ifconfig of its own. */
    static List<Shell> shellsOfOpenBsd() {
        return Shell.present().stream().filter(shell -> shell != Shell.BUSYBOX).toList();
    }

    @ParameterizedTest
    @MethodSource("shellsOfOpenBsd")
    void onOpenBsdAllowedIpsAreTakenByIfconfig(Shell shell) throws IOException {
        FakeHost host = new FakeHost(directory, shell);
        host.without("wg");
        host.script("sleep", "exec " + Shell.executable("sleep") + " 0.02\n");
        ages(host, "\t\tlast handshake: 100 seconds ago\n", "");
        CommandResult result = start(host, OperatingSystem.OPENBSD, Format.HOSTNAME_IF);
        assertThat(result.exitStatus()).as(result.err()).isZero();
        ages(host, "\t\tlast handshake: 100 seconds ago\n", "\t\tlast handshake: 0 seconds ago\n");
        await(host, "ifconfig wg0 wgpeer " + Samples.TWO + " wgaip 10.9.0.2/32 wgaip fd00:9::2/128");
        Files.delete(host.path("/run/mesh-wg0.follow"));
        assertThat(host.calls()).noneMatch(call -> call.contains("wgpeer " + Samples.ONE));
    }

    private static void ages(FakeHost host, String first, String second) throws IOException {
        host.answer("ifconfig wg0", "wg0: flags=80c3<UP> mtu 1420\n\twgpeer " + Samples.ONE + "\n" + first + "\twgpeer "
                + Samples.TWO + "\n" + second);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void refusesWhereOneOfTheKeysIsNoPeer(Shell shell) throws IOException {
        FakeHost host = new FakeHost(directory, shell);
        host.answer(SHOW, Samples.ONE + "\t5\n");
        CommandResult result = start(host, OperatingSystem.LINUX, Format.WG_QUICK);
        ProgramReport report = ProgramReport.read(result.exitStatus(), result.out());
        assertThat(report.ending()).isEqualTo(Ending.STALE);
        assertThat(report.reason()).contains("wg0 does not know both keys of the peer");
    }
}
