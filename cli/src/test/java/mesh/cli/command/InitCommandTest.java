// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import mesh.cli.MeshRun;
import mesh.cli.run.ExitCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mesh init}, from options and from answers. */
class InitCommandTest {
    @TempDir
    private Path directory;

    @Test
    void writesWhatTheOptionsSayAndNamesTheNextCommands() throws IOException {
        MeshRun run = mesh().ends(ExitCode.OK, "init", "home", "--host", "fra1=203.0.113.10", "--host",
                "ams1=203.0.113.20,os=openbsd", "--host", "pi=nat,ssh=pi@192.168.1.4:2222", "--range", "10.20.0.0/24",
                "--port", "51999", "--ssh-key", "~/.ssh/id_ed25519");

        assertThat(run.err()).contains("mesh bootstrap fra1").contains("mesh plan");
        assertThat(spec()).isEqualTo("""
                # The WireGuard mesh 'home'. Every key: mesh.example.yaml, or 'mesh schema'.
                # 'mesh plan' shows what would change, 'mesh apply' changes it.
                mesh: home

                network:
                  ipv4: 10.20.0.0/24 # hosts get addresses from it
                  port: 51999 # UDP port on which WireGuard listens

                defaults:
                  ssh:
                    identity: '~/.ssh/id_ed25519' # logs in to every host

                hosts:
                  fra1:
                    os: linux
                    endpoint: 203.0.113.10 # where peers reach it
                  ams1:
                    os: openbsd
                    endpoint: 203.0.113.20 # where peers reach it
                  pi:
                    os: linux
                    behind-nat: true # peers cannot call it first; it calls them
                    ssh: 'pi@192.168.1.4:2222' # where mesh logs in

                # A phone or laptop; 'mesh export phone' makes its key and its configuration:
                # devices:
                #   phone:
                #     owner: Anna
                """);
        mesh().ends(ExitCode.OK, "fmt", "--check");
        assertThat(mesh().ends(ExitCode.OK, "plan", "--offline").out()).contains("Plan: 3 hosts to create");
    }

    @Test
    void asksOnATerminalAndAsksAgainWhatItCannotUse() throws IOException {
        MeshRun run = mesh().terminals("012").input("home\nFra 1\nfra1\n203.0.113.10\n\n\nfra1\npi\n\npi@192.168.1.4\n"
                + "plan9\nlinux\n\n").ends(ExitCode.OK, "init");

        assertThat(run.err()).contains("Name of the mesh").contains("'Fra 1'").contains("is there already")
                .contains("is neither linux nor openbsd");
        assertThat(spec()).contains("mesh: home\n").contains("  fra1:\n    os: linux\n    endpoint: 203.0.113.10")
                .contains("  pi:\n    os: linux\n    behind-nat: true").contains("ssh: 'pi@192.168.1.4'");
        assertThat(mesh().ends(ExitCode.OK, "plan", "--offline").out()).contains("Plan: 2 hosts to create");
    }

    @Test
    void writesNothingWhereTheAnswersEnd() {
        mesh().terminals("012").input("home\nfra1\n").ends(ExitCode.ERROR, "init");

        assertThat(directory.resolve("mesh.yaml")).doesNotExist();
    }

    @Test
    void writesNothingThatWouldNotBeValid() {
        assertThat(mesh().ends(ExitCode.INVALID, "init", "--host", "a=203.0.113.1", "--host", "a=203.0.113.2").err())
                .contains("mesh.yaml:").contains("a");
        assertThat(mesh().ends(ExitCode.INVALID, "init", "--range", "10.0.0.0/33").err()).contains("10.0.0.0/33");
        assertThat(mesh().ends(ExitCode.USAGE, "init", "--host", "a;b=203.0.113.1").err()).contains("a;b");
        assertThat(mesh().ends(ExitCode.USAGE, "init", "--host", "a=root@203.0.113.1").err()).contains("ssh");
        assertThat(mesh().ends(ExitCode.USAGE, "init", "--host", "a=nat,os=plan9").err()).contains("plan9");

        assertThat(directory.resolve("mesh.yaml")).doesNotExist();
    }

    @Test
    void leavesASpecThatIsThereAsItIs() throws IOException {
        Files.writeString(directory.resolve("mesh.yaml"), "mine\n");

        assertThat(mesh().ends(ExitCode.ERROR, "init", "--host", "a=203.0.113.1").err()).contains("exists already");

        assertThat(spec()).isEqualTo("mine\n");
    }

    private String spec() throws IOException {
        return Files.readString(directory.resolve("mesh.yaml"));
    }

    private MeshRun mesh() {
        return new MeshRun(directory);
    }
}
