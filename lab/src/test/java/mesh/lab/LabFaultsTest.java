// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LabRequired.class)
class LabFaultsTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private static Lab lab;

    @BeforeAll
    static void start() {
        lab = Lab.named("faults").router("r", NatKind.PORT_PRESERVING)
                .linux("linux").openBsd("openbsd").linux("lan", HostOption.behind("r"))
                .start();
    }

    @AfterAll
    static void stop() {
        if (lab != null) {
            lab.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"linux", "openbsd", "lan"})
    void aCutSshPathHangsAndHealsAndLeavesTheMeshAlone(String name) throws IOException {
        LabHost host = lab.host(name);
        try (Socket open = new Socket(host.sshAddress(), 22)) {
            open.setSoTimeout(300);
            assertThat(open.getInputStream().readNBytes(4)).hasSize(4);
            host.faults().cutSsh();
            open.getOutputStream().write("SSH-2.0-nobody\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(answers(host)).isFalse();
            assertThat(readsMore(open)).as("the open connection").isFalse();
            assertThat(udpArrives(host)).isTrue();
            host.faults().healSsh();
            Keeper.await("ssh of " + name, SOON, () -> answers(host));
            open.setSoTimeout(10_000);
            assertThat(readsMore(open)).as("the same connection goes on").isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"linux", "openbsd", "lan"})
    void aCutMeshPathLeavesSshAlone(String name) {
        LabHost host = lab.host(name);
        assertThat(udpArrives(host)).isTrue();
        host.faults().cutMesh();
        assertThat(udpArrives(host)).isFalse();
        assertThat(answers(host)).isTrue();
        host.faults().healMesh();
        assertThat(udpArrives(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"linux", "openbsd"})
    void aFullDiskTakesNoByteAndNoNameUntilItIsFreed(String name) {
        LabHost host = lab.host(name);
        host.put("/etc/kept", "0600", "old\n");
        host.faults().fillDisk();
        assertThat(host.run("echo more than there is room for >/etc/kept.new")).matches(r -> !r.ok());
        assertThat(host.run("echo x >/var/log/new")).matches(r -> !r.ok());
        assertThat(host.run("mkdir /etc/directory")).matches(r -> !r.ok());
        assertThat(host.run("cat /etc/kept; df -Pk /etc | awk 'NR == 2 { print $4 }'").orThrow())
                .isEqualTo("old\n0\n");
        assertThat(ssh(host, "true")).matches(LabResult::ok);
        host.faults().freeDisk();
        host.run("echo new >/etc/kept; echo x >/var/log/new; mkdir -p /etc/directory").orThrow();
        host.reboot();
        assertThat(host.run("cat /etc/kept /var/log/new; ls -d /etc/directory").orThrow())
                .isEqualTo("new\nx\n/etc/directory\n");
        assertThat(host.run("dd if=/dev/zero of=/etc/large bs=1024 count=4096; rm /etc/large")).matches(LabResult::ok);
    }

    @ParameterizedTest
    @ValueSource(strings = {"linux", "openbsd"})
    void aReadOnlyEtcRefusesAllWritesUntilItIsWritable(String name) {
        LabHost host = lab.host(name);
        host.faults().readOnlyEtc();
        assertThat(host.run("echo x >/etc/new")).matches(r -> !r.ok());
        assertThat(host.run("rm /etc/hosts")).matches(r -> !r.ok());
        host.faults().writableEtc();
        assertThat(host.run("echo x >/etc/new && rm /etc/new")).matches(LabResult::ok);
    }

    @ParameterizedTest
    @ValueSource(strings = {"linux", "openbsd"})
    void aSkewedClockTellsAnotherTimeOverSsh(String name) {
        LabHost host = lab.host(name);
        host.faults().skewClock(Duration.ofHours(-3));
        long there = Long.parseLong(ssh(host, "date +%s").orThrow().strip());
        host.faults().trueClock();
        long again = Long.parseLong(ssh(host, "date +%s").orThrow().strip());
        assertThat(again - there).isBetween(3 * 3600L, 3 * 3600L + 30);
    }

    @Test
    void aSuspendedHostDoesNothingUntilItIsResumed() {
        LabHost host = lab.host("linux");
        String counting = host
                .run("cd /var/tmp; while :; do echo x >>ticks; sleep 0.02; done >/dev/null 2>&1 & echo $!")
                .orThrow().strip();
        Path ticks = host.root().resolve("var/tmp/ticks");
        Keeper.await("ticks", SOON, () -> ticks.toFile().length() > 10);
        host.faults().suspend();
        long length = ticks.toFile().length();
        assertThat(answers(host)).isFalse();
        assertThat(ticks.toFile().length()).isEqualTo(length);
        host.faults().resume();
        Keeper.await("more ticks", SOON, () -> ticks.toFile().length() > length + 10);
        host.run("kill " + counting).orThrow();
    }

    @Test
    void killedSessionsEndWhatTheyServeAndSshdStays() throws Exception {
        LabHost host = lab.host("linux");
        Process session = new ProcessBuilder(sshLine(host, "echo there; exec sleep 100")).start();
        assertThat(session.inputReader().readLine()).isEqualTo("there");
        host.faults().cutSessions();
        assertThat(session.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(session.exitValue()).isEqualTo(255);
        assertThat(answers(host)).isTrue();
    }

    private static boolean readsMore(Socket socket) throws IOException {
        try {
            socket.getInputStream().readNBytes(40);
            return true;
        } catch (SocketTimeoutException silent) {
            return false;
        }
    }

    private static boolean answers(LabHost host) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host.sshAddress(), 22), 300);
            socket.setSoTimeout(2000);
            return socket.getInputStream().readNBytes(4).length == 4;
        } catch (IOException cut) {
            return false;
        }
    }

    /** Whether a packet to the lab's controller makes it out of the host. */
    private static boolean udpArrives(LabHost host) {
        try (DatagramSocket socket = new DatagramSocket(0)) {
            socket.setSoTimeout(400);
            String shell = host.os() == LabOs.LINUX ? "/usr/bin/bash" : "/libexec/model/usr/bin/bash";
            host.run("echo 'echo x >/dev/udp/" + lab.controllerAddress() + "/" + socket.getLocalPort() + "' | "
                    + shell).orThrow();
            socket.receive(new DatagramPacket(new byte[8], 8));
            return true;
        } catch (SocketTimeoutException cut) {
            return false;
        } catch (IOException e) {
            throw new LabException("cannot listen", e);
        }
    }

    private static LabResult ssh(LabHost host, String command) {
        return Command.run(sshLine(host, command), Command.LINUX_PATH, "", Command.DEFAULT_TIMEOUT);
    }

    private static List<String> sshLine(LabHost host, String command) {
        return List.of("ssh", "-F", "none", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=no", "-o",
                "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR", "-i", lab.identityFile().toString(),
                "root@" + host.sshAddress(), command);
    }
}
