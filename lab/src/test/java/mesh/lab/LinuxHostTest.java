// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LabRequired.class)
class LinuxHostTest {

    private static Lab lab;

    @BeforeAll
    static void start() {
        lab = Lab.named("linux").linux("a").linux("b").start();
    }

    @AfterAll
    static void stop() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void hostsReachEachOtherOverBothFamilies() {
        assertThat(lab.host("a").run("ping -c1 -W2 " + lab.host("b").address())).matches(LabResult::ok);
        assertThat(lab.host("a").run("ping -c1 -W2 " + lab.host("b").address6())).matches(LabResult::ok);
        assertThat(lab.host("a").run("ping -c1 -W2 b").out()).contains(lab.host("b").address());
    }

    @Test
    void nothingOfTheMachineOrTheOutsideIsVisible() {
        assertThat(lab.host("a").run("ls -A /root /home /mnt /opt").out()).doesNotContain("work").contains(".ssh");
        assertThat(lab.host("a").run("ls /work /var/lib/mesh-lab").ok()).isFalse();
        assertThat(lab.host("a").run("touch /usr/x").err()).contains("Read-only");
        assertThat(lab.host("a").run("ping -c1 -W1 192.0.2.2").ok()).isFalse();
        assertThat(lab.host("a").run("echo 1 >/proc/sys/kernel/sysrq").ok()).isFalse();
    }

    @Test
    void rootAndDeployLogInWithTheKeyAndTheRealHostKey() throws Exception {
        assertThat(ssh("root", "a", "id -un; hostname").orThrow()).isEqualTo("root\na\n");
        assertThat(ssh("deploy", "a", "id -un; sudo -n sh -c 'id -un'").orThrow()).isEqualTo("deploy\nroot\n");
        assertThat(ssh("deploy", "a", "sudo -n id -un").ok()).as("a rule for sh alone").isFalse();
    }

    @Test
    void refusesAnotherHostKey() throws Exception {
        Path file = lab.directory().resolve("wrong_hosts");
        Files.writeString(file, lab.host("a").sshAddress() + " " + lab.host("b").hostKey() + "\n");
        assertThat(ssh("root", "a", "true", file).err()).contains("Host key verification failed");
    }

    @Test
    void keepsFilesAndEnabledServicesOverAReboot() {
        LabHost host = lab.host("b");
        host.put("/etc/wireguard/wg0.conf", "0600", """
                [Interface]
                PrivateKey = %s
                Address = 10.9.0.1/24
                ListenPort = 51820
                """.formatted(host.run("wg genkey").orThrow().strip()));
        host.run("ln -s wg-quick /etc/init.d/wg-quick.wg0 && rc-update add wg-quick.wg0 default; touch /tmp/gone")
                .orThrow();
        host.reboot();
        assertThat(host.run("wg show wg0 listen-port").orThrow()).isEqualTo("51820\n");
        assertThat(host.run("ls /tmp/gone").ok()).isFalse();
        assertThat(host.run("rc-update del wg-quick.wg0 && rc-update show").orThrow()).contains("removed");
    }

    @Test
    void showsTheArgumentsOfEveryProcess() {
        assertThat(lab.host("a").processes()).anyMatch(p -> p.arguments().contains("sshd"));
    }

    private static LabResult ssh(String user, String host, String command) throws Exception {
        Path file = Files.write(lab.directory().resolve("known_hosts"), lab.knownHosts());
        return ssh(user, host, command, file);
    }

    private static LabResult ssh(String user, String host, String command, Path knownHosts) {
        return Command.run(
                List.of("ssh", "-F", "none", "-o", "BatchMode=yes", "-o", "UserKnownHostsFile=" + knownHosts, "-i",
                        lab.identityFile().toString(), user + "@" + lab.host(host).sshAddress(), command),
                Command.LINUX_PATH, "", Command.DEFAULT_TIMEOUT);
    }
}
