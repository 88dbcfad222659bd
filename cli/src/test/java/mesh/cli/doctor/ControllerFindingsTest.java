// SPDX-License-Identifier: Apache-2.0
package mesh.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import mesh.cli.doctor.Finding.Level;
import mesh.model.Host;
import mesh.model.MeshBuilder;
import mesh.spec.SpecSource;
import mesh.ssh.KnownHosts;

class ControllerFindingsTest {
    private static final List<Host> HOSTS = MeshBuilder.read(new SpecSource("mesh.yaml", """
            mesh: home
            defaults: {os: linux}
            hosts:
              a: {endpoint: a.example.net}
              b: {endpoint: b.example.net}
            """)).mesh().hosts();

    @TempDir
    Path home;

    @Test
    void keysOfTheLoginAreThoseOfAnAgentOrTheUsualFiles() throws IOException {
        Map<String, String> environment = Map.of("HOME", home.toString());

        assertThat(ControllerFindings.sshKeys(HOSTS, environment).level()).isEqualTo(Level.BAD);
        Files.createDirectories(home.resolve(".ssh"));
        Files.writeString(home.resolve(".ssh/id_ed25519"), "key");
        assertThat(ControllerFindings.sshKeys(HOSTS, environment).text()).isEqualTo("no ssh-agent, id_ed25519");
    }

    @Test
    void anAgentThatIsDeadOrHasNoKeyIsNoHelp() throws IOException, InterruptedException {
        Path socket = home.resolve("agent");
        Map<String, String> environment = Map.of("HOME", home.toString(), "SSH_AUTH_SOCK", socket.toString());

        assertThat(ControllerFindings.sshKeys(HOSTS, environment).text()).contains("does not answer");
        Process agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
                .redirectErrorStream(true).start();
        try {
            assertThat(agent.inputReader().readLine()).contains("SSH_AUTH_SOCK");
            assertThat(ControllerFindings.sshKeys(HOSTS, environment).text()).contains("has no key");
            run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", home.resolve("key").toString());
            run("env", "SSH_AUTH_SOCK=" + socket, "ssh-add", "-q", home.resolve("key").toString());
            assertThat(ControllerFindings.sshKeys(HOSTS, environment))
                    .isEqualTo(Finding.good("SSH keys", "an ssh-agent with 1 key"));
        } finally {
            agent.destroy();
            agent.waitFor();
        }
        Files.createDirectories(home.resolve(".ssh"));
        Files.writeString(home.resolve(".ssh/id_ed25519"), "key");
        assertThat(ControllerFindings.sshKeys(HOSTS, environment).level()).isEqualTo(Level.FAIR);
    }

    private static void run(String... command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor()).isZero();
    }

    @Test
    void hostsThatNobodyHasMetAreNamed() throws IOException {
        Path file = home.resolve("known_hosts");
        Files.writeString(file,
                "a.example.net ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIniSAxNztHT7WjOdMJYlQ3eXrpfd08tzX1PvmxFPrfL\n");

        assertThat(ControllerFindings.knownHosts(HOSTS, KnownHosts.read(file)))
                .isEqualTo(Finding.fair("host keys", "not known of b",
                        "mesh bootstrap HOST, which shows each key and asks"));
    }

    @Test
    void aSpecOutsideOfGitIsNoHistory() {
        assertThat(ControllerFindings.git("-").level()).isEqualTo(Level.FAIR);
        assertThat(ControllerFindings.git("0a1b2c").text()).isEqualTo("at 0a1b2c");
        assertThat(ControllerFindings.git("0a1b2c-dirty").level()).isEqualTo(Level.FAIR);
    }
}
