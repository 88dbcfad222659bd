// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import mesh.live.ManifestCodec;
import mesh.model.KeyPolicy.Custody;
import mesh.ssh.CommandResult;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A host that went back calls its peers, which cannot know that their sessions are gone. */
class CallTest {
    @TempDir
    private Path directory;

    static List<Shell> shells() {
        return Shell.present();
    }

    private FakeHost host(Shell shell, PlanFixture plans) throws IOException {
        FakeHost host = new FakeHost(directory, shell);
        host.leased();
        host.write("/etc/mesh/wg0/private.key", "rw-------", Samples.PRIVATE.revealBase64() + "\n");
        host.write("/etc/mesh/wg0/manifest", "rw-------", ManifestCodec.write(plans.manifest()));
        host.write("/etc/mesh/wg0/psk/old", "rw-------", "old psk\n");
        host.write("/etc/wg0.conf", "rw-------", PlanFixture.OLD_TEXT);
        host.script("ping", "echo \"$*\" >>/etc/called\n");
        host.script("ping6", "echo \"$*\" >>/etc/called\n");
        return host;
    }

    private static void goesBack(FakeHost host, PlanFixture plans) throws IOException {
        CommandResult result = host.run(ApplyProgram.of(plans.update(), plans.secrets(), PlanFixture.ARMING,
                (format, name) -> PlanFixture.OLD));
        assertThat(ProgramReport.read(result.exitStatus(), result.out()).ending()).as(result.out() + result.err())
                .isEqualTo(Ending.RESTORED);
    }

    private static List<String> called(FakeHost host, int count) throws IOException {
        Path file = host.path("/etc/called");
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!(Files.exists(file) && Files.readAllLines(file).size() >= count) && System.nanoTime() < end) {
            LockSupport.parkNanos(20_000_000);
        }
        return Files.readAllLines(file);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void onLinuxAtTheFirstAddressOfEachThatHasAnEndpoint(Shell shell) throws IOException {
        PlanFixture plans = new PlanFixture(Samples.linux(), Custody.HOST);
        FakeHost host = host(shell, plans);
        host.withOpenRc();
        host.answer("wg pubkey", Samples.OWN + "\n");
        host.answer("ip link show dev wg0", "3: wg0\n");
        host.answer("wg show wg0 public-key", Samples.OWN + "\n");
        host.answer("wg show wg0 listen-port", "51820\n");
        host.answer("wg show wg0 peers", "reads back as none of the two\n");
        host.answer("wg show wg0 dump", """
                -\town\t51820\toff
                one\t(none)\t203.0.113.7:4000\t192.168.1.0/24,100.64.0.1/32,100.64.0.9/32\t0\t0\t0\toff
                two\t(none)\t(none)\t100.64.0.2/32\t0\t0\t0\toff
                three\t(none)\t203.0.113.8:4000\tfd00::3/128\t0\t0\t0\toff
                four\t(none)\t203.0.113.9:4000\t(none)\t0\t0\t0\toff
                """);
        goesBack(host, plans);
        assertThat(called(host, 2)).containsExactlyInAnyOrder("-c 1 -w 5 100.64.0.1", "-c 1 -w 5 fd00::3");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void onOpenBsdToo(Shell shell) throws IOException {
        PlanFixture plans = new PlanFixture(Samples.openBsd(), Custody.HOST);
        FakeHost host = host(shell, plans);
        host.withOpenBsdDigests();
        host.without("wg");
        host.answer("uname -s", "OpenBSD\n");
        host.write("/etc/hostname.wg0", "rw-r-----", "up\n");
        host.write("/etc/netstart", "rwxr-xr-x", "exit 0\n");
        host.answer("ifconfig wg0", """
                wg0: flags=80c3<UP> mtu 1420
                \twgport 1
                \twgpubkey %s
                \twgpeer one
                \t\twgendpoint 203.0.113.7 4000
                \t\ttx: 0, rx: 0
                \t\twgaip 192.168.1.0/24
                \t\twgaip 100.64.0.1/32
                \t\twgaip 100.64.0.9/32
                \twgpeer two
                \t\twgaip 100.64.0.2/32
                \twgpeer three
                \t\twgendpoint fd77::1 4000
                \t\twgaip fd00::3/128
                """.formatted(Samples.OWN));
        goesBack(host, plans);
        assertThat(called(host, 2)).containsExactlyInAnyOrder("-c 1 -w 5 100.64.0.1", "-c 1 -w 5 fd00::3");
    }
}
