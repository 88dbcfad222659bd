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
}
