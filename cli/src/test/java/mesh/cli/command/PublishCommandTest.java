// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import mesh.cli.MeshRun;
import mesh.cli.run.ExitCode;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Bundles, as far as they can be looked at without a host; ssh-keygen is real. */
class PublishCommandTest {
    private static final String RECIPIENT = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";
    private static final String KEY = "PKvWtaUXJHUDTJqlQOG8vlGrDWgmgOmBhYlvGAfyR3Q=";
    private static final String OTHER = "FOknlHDWq1ZEQ4iL5rNUu1n9AR7vBY1hnZTb3cDIhQg=";

    @TempDir
    Path directory;

    @BeforeEach
    void aKeyToSignWith() throws IOException, InterruptedException {
        Process made = new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f",
                directory.resolve("key").toString()).inheritIO().start();
        assertThat(made.waitFor()).isZero();
    }

    private MeshRun mesh() {
        return new MeshRun(directory);
    }

    private void spec(String more) throws IOException {
        Files.writeString(directory.resolve("mesh.yaml"), """
                mesh: lab
                defaults: {os: linux, pull: https://mesh.example.org/bundles}
                hosts:
                  kiosk1: {endpoint: 203.0.113.7, pull-key: %s}
                  web: {endpoint: 203.0.113.8, pull: none%s}
                """.formatted(RECIPIENT, more));
    }

    private String bundle() throws IOException {
        return Files.readString(directory.resolve("out/kiosk1.bundle"));
    }

    private static String value(String key, String bundle) {
        return Pattern.compile("(?m)^" + key + " (.*)$").matcher(bundle).results().findFirst().orElseThrow().group(1);
    }

    @Test
    void writesAFileForEachHostThatPullsAndNoneForOthers() throws IOException {
        spec("");
        mesh().ends(ExitCode.OK, "lock", "--key", "kiosk1=" + KEY);

        assertThat(mesh().ends(ExitCode.OK, "publish", "out", "--sign-key", "key").out())
                .isEqualTo("Wrote 1 bundle to out, 0 renewed, 0 kept.\n");

        try (Stream<Path> files = Files.list(directory.resolve("out"))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("kiosk1.bundle");
        }
        assertThat(bundle()).startsWith("mesh-bundle 1\nmesh lab\nhost kiosk1\nserial 1795176000\nmade 1795176000\n")
                .contains("-----BEGIN SSH SIGNATURE-----\n", "-----BEGIN AGE ENCRYPTED FILE-----\n")
                .doesNotContain("PrivateKey", "203.0.113");
    }

    @Test
    void namesTheLineOfTheSignersThatIsNoKey() throws IOException {
        spec("");
        mesh().ends(ExitCode.OK, "lock", "--key", "kiosk1=" + KEY);
        Files.writeString(directory.resolve("mesh.signers"),
                "# ours\n" + Files.readString(directory.resolve("key.pub")) + "ssh-ed25519\n");

        assertThat(mesh().ends(ExitCode.ERROR, "publish", "out", "--sign-key", "key").err())
                .contains("mesh.signers:3: is no public key of OpenSSH");

        Files.writeString(directory.resolve("mesh.signers"),
                "# ours\n\n" + Files.readString(directory.resolve("key.pub")));
        mesh().ends(ExitCode.OK, "publish", "out", "--sign-key", "key");
    }

    @Test
    void keepsWhatSaysTheSameAndCountsUpWhereItDoesNot() throws IOException {
        spec("");
        mesh().ends(ExitCode.OK, "lock", "--key", "kiosk1=" + KEY);
        mesh().ends(ExitCode.OK, "publish", "out", "--sign-key", "key");
        String first = bundle();

        assertThat(mesh().ends(ExitCode.OK, "publish", "out", "--sign-key", "key").out()).contains("1 kept");
        assertThat(bundle()).isEqualTo(first);

        Files.writeString(directory.resolve("mesh.yaml"),
                Files.readString(directory.resolve("mesh.yaml")) + "network: {port: 4500}\n");
        mesh().ends(ExitCode.OK, "lock");
        mesh().ends(ExitCode.OK, "publish", "out", "--sign-key", "key");
        assertThat(value("serial", bundle())).as("in the same second").isEqualTo("1795176001");
        assertThat(value("state", bundle())).isNotEqualTo(value("state", first));
    }

    @Test
    void saysWhichHostsGetNoneAndWhatToDo() throws IOException {
        spec("");
        mesh().ends(ExitCode.OK, "lock");

        assertThat(mesh().ends(ExitCode.PARTIAL, "publish", "out", "--sign-key", "key").err())
                .contains("kiosk1 gets no bundle", "mesh lock --key kiosk1=KEY");
    }

    @Test
    void enrolsAHostThatPullsAndNoOther() throws IOException {
        spec("");

        String program = mesh().ends(ExitCode.OK, "publish", "--enrol", "kiosk1", "--sign-key", "key").out();

        String signer = Files.readString(directory.resolve("key.pub")).split(" ")[1].strip();
        assertThat(program)
                .contains("url https://mesh.example.org/bundles", "mesh namespaces=\"mesh-bundle\" ssh-ed25519 "
                        + signer)
                .endsWith("exit $?; }\n");
        assertThat(mesh().ends(ExitCode.ERROR, "publish", "--enrol", "web", "--sign-key", "key").err())
                .contains("web pulls from nowhere");
        mesh().ends(ExitCode.USAGE, "publish", "--sign-key", "key");
    }

    @Test
    void signsOnlyWithAKeyThatHostsWillTrust() throws IOException {
        spec("");
        mesh().ends(ExitCode.OK, "lock", "--key", "kiosk1=" + KEY);
        Files.writeString(directory.resolve("mesh.signers"), "# none yet\n");

        assertThat(mesh().ends(ExitCode.ERROR, "publish", "out", "--sign-key", "key").err())
                .contains("mesh.signers does not have the key key.pub");
    }

    @Test
    void takesAKeyOnlyForHostsThatPull() throws IOException {
        spec("");

        assertThat(mesh().ends(ExitCode.ERROR, "lock", "--key", "web=" + OTHER).err())
                .contains("web is no host that pulls");
        assertThat(mesh().ends(ExitCode.USAGE, "lock", "--key", "kiosk1=abc").err()).contains("is not a public key");
        assertThat(List.of(directory.toFile().list())).doesNotContain("mesh.lock");
    }

    @Test
    void rotatesNothingInAMeshWithSuchHosts() throws IOException {
        spec("");
        mesh().ends(ExitCode.OK, "lock", "--key", "kiosk1=" + KEY);

        assertThat(mesh().ends(ExitCode.ERROR, "rotate", "web", "--auto-approve").err())
                .contains("some fetch their changes when they like: kiosk1");
    }
}
