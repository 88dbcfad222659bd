// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

import mesh.cli.MeshRun;
import mesh.cli.run.ExitCode;
import mesh.key.PrivateKey;
import mesh.key.PublicKey;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mesh export}, from a spec to what a device is given. */
class ExportCommandTest {
    private static final String OWN = "hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmo=";

    @TempDir
    private Path directory;

    @BeforeEach
    void write() throws IOException {
        spec("phone: {owner: Anna}");
        new MeshRun(directory).ends(ExitCode.OK, "lock");
    }

    @Test
    void printsTheConfigurationOnceAndRecordsThePublicHalfOnly() throws IOException {
        MeshRun run = mesh().ends(ExitCode.OK, "export", "phone");

        String key = run.out().lines().filter(line -> line.startsWith("PrivateKey = ")).findFirst().orElseThrow()
                .substring("PrivateKey = ".length());
        assertThat(run.err()).contains("The private key is in what was printed, and nowhere else.")
                .doesNotContain(key);
        assertThat(Files.readString(directory.resolve("mesh.lock")))
                .contains("public-key: \"" + PublicKey.of(PrivateKey.parse(key)) + "\"").doesNotContain(key);
        assertThat(mesh().ends(ExitCode.OK, "plan", "--offline").out()).contains("peer phone: key "
                + PublicKey.of(PrivateKey.parse(key)).base64().substring(0, 8)).doesNotContain(key);
    }

    @Test
    void refusesASecondTimeAndMakesAnotherKeyOnRequest() throws IOException {
        mesh().ends(ExitCode.OK, "export", "phone");
        String lock = Files.readString(directory.resolve("mesh.lock"));

        assertThat(mesh().ends(ExitCode.ERROR, "export", "phone").err())
                .contains("phone got its key on 2026-11-20, and the private half is kept nowhere")
                .contains("--new-key");
        assertThat(directory.resolve("mesh.lock")).hasContent(lock);

        mesh().keysAfter(77).ends(ExitCode.OK, "export", "phone", "--new-key");
        assertThat(directory.resolve("mesh.lock")).content().contains("key-generation: 2");
    }

    @Test
    void printsAllButTheKeyWhereTheDeviceHasIt() throws IOException {
        mesh().ends(ExitCode.OK, "export", "phone");
        assertThat(mesh().withoutKeys().ends(ExitCode.OK, "export", "phone", "--without-key").out())
                .contains("# PrivateKey = ").contains("Endpoint = 203.0.113.1:51820");

        spec("phone: {public-key: " + OWN + "}");
        assertThat(mesh().withoutKeys().ends(ExitCode.OK, "export", "phone").out()).contains("# PrivateKey = ");
        assertThat(mesh().ends(ExitCode.ERROR, "export", "phone", "--new-key").err())
                .contains("stands in the spec");
        assertThat(mesh().ends(ExitCode.ERROR, "export", "phone", "--format", "qr", "-o", "-").err())
                .contains("of no use");
    }

    @Test
    void writesAFileThatOnlyItsOwnerCanReadAndReplacesNone() throws IOException {
        mesh().ends(ExitCode.OK, "export", "phone", "-o", "home.conf");
        Path file = directory.resolve("home.conf");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        String before = Files.readString(file);

        assertThat(mesh().ends(ExitCode.ERROR, "export", "phone", "--new-key", "-o", "home.conf").err())
                .contains("home.conf exists");
        assertThat(file).hasContent(before);

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        mesh().keysAfter(9).ends(ExitCode.OK, "export", "phone", "--new-key", "-o", "home.conf", "--force");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(file).content().isNotEqualTo(before);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder("mesh.yaml",
                    "mesh.lock", "keys", "home.conf");
        }
    }

    @Test
    void refusesAFileNameThatNoAppTakes() {
        assertThat(mesh().ends(ExitCode.ERROR, "export", "phone", "-o", "my home.conf").err())
                .contains("15 at the most");
        assertThat(mesh().ends(ExitCode.OK, "export", "phone", "-o", "abcdefghijklmnop.conf").err())
                .contains("only Windows");
    }

    @Test
    void drawsAQrCodeOnATerminalThatIsWideEnough() throws IOException {
        String lock = Files.readString(directory.resolve("mesh.lock"));
        assertThat(mesh().ends(ExitCode.ERROR, "export", "phone", "--format", "qr").err())
                .contains("standard output is no terminal");
        assertThat(mesh().terminals("12").ends(ExitCode.ERROR, "export", "phone", "--format", "qr").err())
                .contains("columns, and the terminal has 80");
        assertThat(directory.resolve("mesh.lock")).hasContent(lock);
        assertThat(mesh().ends(ExitCode.OK, "export", "phone", "--format", "qr", "-o", "-").out()).contains("█▀");
    }

    @Test
    void writesAPictureAndBothFilesOfNetworkd() throws IOException {
        assertThat(mesh().ends(ExitCode.ERROR, "export", "phone", "--format", "png").err()).contains("Name a file");
        mesh().ends(ExitCode.OK, "export", "phone", "--format", "png", "-o", "phone.png");
        assertThat(Files.readAllBytes(directory.resolve("phone.png"))).startsWith(0x89, 'P', 'N', 'G');
        mesh().ends(ExitCode.OK, "export", "phone", "--format", "networkd", "--without-key", "-o", "wg0.netdev");
        assertThat(directory.resolve("wg0.network")).content().contains("Address=100.64.0.3/32");
    }

    @Test
    void namesWhoIsNoDevice() throws IOException {
        assertThat(mesh().ends(ExitCode.ERROR, "export", "fone").err()).contains("no device fone");
        assertThat(mesh().ends(ExitCode.ERROR, "export", "alpha").err()).contains("alpha is a host");
        spec("phone: {expires: 2026-11-20}");
        assertThat(mesh().ends(ExitCode.ERROR, "export", "phone").err()).contains("phone expired on 2026-11-20");
    }

    @Test
    void saysInValidateAndPlanWhoseLastDayIsNear() throws IOException {
        spec("phone: {expires: 2026-12-04, public-key: " + OWN + "}");
        String soon = "warning: phone expires on 2026-12-04, in 14 days";
        assertThat(mesh().ends(ExitCode.OK, "validate").err()).contains(soon);
        assertThat(mesh().ends(ExitCode.OK, "plan", "--offline").err()).contains(soon);
        assertThat(mesh().ends(ExitCode.OK, "plan", "--offline").out()).contains("peer phone");
        assertThat(mesh().ends(ExitCode.OK, "validate", "--json").out()).contains("\"device-expires\"")
                .contains("devices.phone.expires");

        spec("phone: {expires: 2026-11-20, public-key: " + OWN + "}");
        MeshRun plan = mesh().ends(ExitCode.OK, "plan", "--offline");
        assertThat(plan.err()).contains("warning: phone expired on 2026-11-20: no host has it as a peer");
        assertThat(plan.out()).doesNotContain("peer phone");
    }

    private MeshRun mesh() {
        return new MeshRun(directory).keysAfter(50);
    }

    /** Two hosts whose keys are in the vault, and a device. */
    private void spec(String device) throws IOException {
        Files.writeString(directory.resolve("mesh.yaml"), """
                mesh: test
                keys: {custody: vault, recipients: [age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p]}
                hosts:
                  alpha: {os: linux, endpoint: 203.0.113.1}
                  beta: {os: openbsd, endpoint: 203.0.113.2}
                devices:
                """ + "  " + device + "\n");
    }
}
