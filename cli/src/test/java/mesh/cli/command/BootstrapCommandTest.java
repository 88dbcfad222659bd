// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import mesh.cli.MeshRun;
import mesh.cli.run.ExitCode;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mesh bootstrap}, as far as no host is contacted. */
class BootstrapCommandTest {
    private static final String KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHKyVjLVOxKcbyc2pZBYgPnkkUBkrLHwxTmIG0gWFyTe";
    private static final String ANSWER = "mesh-answer-1,lab,pi4,AAAAC3NzaC1lZDI1NTE5AAAAIHKyVjLVOxKcbyc2pZBYgPnkkUBkrLHwxTmIG0gWFyTe,"
            + "d3xUIVplIpuOx8fSg0SIqYWRbmCLbgMxLHkl5D7lkXk=,192.0.2.4," + "0".repeat(64);

    @TempDir
    private Path directory;

    @BeforeEach
    void aMesh() throws IOException {
        Files.writeString(directory.resolve("mesh.yaml"), """
                mesh: lab
                hosts:
                  pi4: {os: linux, endpoint: 192.0.2.4, ssh: {user: anna}}
                  sea: {os: openbsd, endpoint: 192.0.2.5, ssh: {user: anna, identity: ~/key}}
                """);
    }

    private MeshRun mesh() {
        return new MeshRun(directory).environment("HOME", directory.toString());
    }

    @Test
    void waysThatExcludeEachOtherAreWrongUsage() {
        for (List<String> wrong : List.of(List.of("--script", "--answer", ANSWER), List.of("--prepare", "--cloud-init"),
                List.of("--login", "anna"), List.of("--script", "--valid-for", "0"), List.of("--out", "file"),
                List.of("--script", "--openbsd-version", "7.8"), List.of("--openbsd-site", "www"),
                List.of("--openbsd-site", "www", "--openbsd-version", "78"), List.of("--prepare", "--login", "a;b"))) {
            List<String> words = new java.util.ArrayList<>(List.of("bootstrap", "pi4"));
            words.addAll(wrong);
            mesh().ends(ExitCode.USAGE, words.toArray(String[]::new));
        }
        assertThat(directory.resolve(".local")).doesNotExist();
    }

    @Test
    void theUsualKeyIsLetInWhereNobodyNamesOne() throws IOException {
        assertThat(mesh().ends(ExitCode.ERROR, "bootstrap", "pi4", "--script").err()).contains("--ssh-key FILE.pub");
        assertThat(directory.resolve(".local")).as("no token without a program").doesNotExist();
        Files.createDirectories(directory.resolve(".ssh"));
        Files.writeString(directory.resolve(".ssh/id_ed25519.pub"), KEY + " anna@laptop\n");

        assertThat(mesh().ends(ExitCode.OK, "bootstrap", "pi4", "--script").out())
                .contains("let_in anna " + KEY + " anna@laptop\n").contains("until_second 1795262400\n");

        assertThat(mesh().ends(ExitCode.ERROR, "bootstrap", "sea", "--script").err())
                .contains("the public half of ~/key");
        Files.writeString(directory.resolve("key.pub"), KEY + " of the spec\n");
        assertThat(mesh().ends(ExitCode.OK, "bootstrap", "sea", "--script").out())
                .contains("let_in anna " + KEY + " mesh\n");
    }

    @Test
    void aPrivateKeyIsNotTakenAndNotShown() throws IOException {
        Files.writeString(directory.resolve("key"), "-----BEGIN OPENSSH PRIVATE KEY-----\nc2VjcmV0 c2VjcmV0\n");

        MeshRun run = mesh().ends(ExitCode.ERROR, "bootstrap", "pi4", "--script", "--ssh-key", "key");

        assertThat(run.err()).contains("no SSH public key").doesNotContain("c2VjcmV0");
    }

    @Test
    void aSystemIsOnlyGivenWhatItsInstallerTakes() throws IOException {
        Files.writeString(directory.resolve("key.pub"), KEY + "\n");
        assertThat(mesh().ends(ExitCode.ERROR, "bootstrap", "sea", "--cloud-init").err()).contains("sea runs openbsd");
        assertThat(mesh().ends(ExitCode.ERROR, "bootstrap", "pi4", "--openbsd-site", "www", "--openbsd-version", "7.8",
                "--ssh-key", "key.pub").err()).contains("pi4 runs linux");

        mesh().ends(ExitCode.OK, "bootstrap", "sea", "--openbsd-site", "www", "--openbsd-version", "7.8");

        assertThat(directory.resolve("www/sea-install.conf")).content().contains("Setup a user = anna\n");
        assertThat(PosixFilePermissions
                .toString(Files.getPosixFilePermissions(directory.resolve("www/site78-sea.tgz"))))
                .isEqualTo("rw-------");
    }

    @Test
    void anAnswerThatNobodyAskedForIsRefused() {
        assertThat(mesh().ends(ExitCode.REFUSED, "bootstrap", "pi4", "--answer", ANSWER).err())
                .contains("no program for pi4 was made here");
        assertThat(mesh().input("mesh-answer-1,lab,\npi4,AAAA\n")
                .ends(ExitCode.REFUSED, "bootstrap", "pi4", "--answer", "-")
                .err()).contains("no whole answer");
        assertThat(mesh().input(ANSWER.substring(0, 80) + "\n" + ANSWER.substring(80) + "\n")
                .ends(ExitCode.REFUSED, "bootstrap", "sea", "--answer", "-").err()).contains("the answer is of pi4");
        assertThat(directory.resolve("known_hosts")).doesNotExist();
    }
}
