// SPDX-License-Identifier: Apache-2.0
package mesh.report;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import mesh.key.ReportKey;
import mesh.name.MeshName;
import mesh.name.NodeName;
import mesh.report.HostReport.UntrustedException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports that the real ssh-keygen signed, and what others make of them. */
class HostReportTest {
    private static final MeshName MESH = new MeshName("homelab");
    private static final NodeName HOST = new NodeName("kiosk1");
    private static final String SAID = "mesh-report 1\nmesh homelab\nhost kiosk1\nat 1796000000\nserial 1795999000\n"
            + "generation 4\noutcome rolled-back\ntext wg0 did not come up\n";

    @TempDir
    Path directory;

    private ReportKey key = new ReportKey("AAAAC3NzaC1lZDI1NTE5AAAAIHKyVjLVOxKcbyc2pZBYgPnkkUBkrLHwxTmIG0gWFyTe");

    @BeforeEach
    void aKey() throws IOException, InterruptedException {
        key = makeKey("key");
    }

    private ReportKey makeKey(String name) throws IOException, InterruptedException {
        run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", directory.resolve(name).toString());
        return ReportKey.parse(Files.readString(directory.resolve(name + ".pub")).strip());
    }

    private void run(String... command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command).redirectInput(directory.resolve("in").toFile().exists()
                ? ProcessBuilder.Redirect.from(directory.resolve("in").toFile())
                : ProcessBuilder.Redirect.PIPE).redirectOutput(directory.resolve("out").toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD).start().waitFor()).isZero();
    }

    private String signed(String text, String... words) throws IOException, InterruptedException {
        Files.writeString(directory.resolve("in"), text);
        List<String> command = new ArrayList<>(
                List.of("ssh-keygen", "-q", "-Y", "sign", "-f", directory.resolve("key").toString()));
        command.addAll(words.length == 0 ? List.of("-n", "mesh-report") : List.of(words));
        run(command.toArray(String[]::new));
        return text + Files.readString(directory.resolve("out"));
    }

    private HostReport read(String file) throws UntrustedException {
        return HostReport.read(file.getBytes(US_ASCII), MESH, HOST, key);
    }

    @Test
    void readsWhatAHostSigned() throws Exception {
        assertThat(read(signed(SAID))).isEqualTo(new HostReport(1796000000L, 1795999000L, 4,
                HostReport.Outcome.ROLLED_BACK, "wg0 did not come up"));
        assertThat(read(signed(SAID, "-n", "mesh-report", "-O", "hashalg=sha256")).generation()).isEqualTo(4);
    }

    @Test
    void believesNoOtherKeyPurposeHostOrMesh() throws Exception {
        String good = signed(SAID);
        ReportKey other = makeKey("other");

        assertThatThrownBy(() -> HostReport.read(good.getBytes(US_ASCII), MESH, HOST, other))
                .isInstanceOf(UntrustedException.class);
        assertThatThrownBy(() -> HostReport.read(good.getBytes(US_ASCII), MESH, new NodeName("kiosk2"), key))
                .hasMessageContaining("for another host");
        assertThatThrownBy(() -> HostReport.read(good.getBytes(US_ASCII), new MeshName("other"), HOST, key))
                .hasMessageContaining("for another host or mesh");
        String elsewhere = signed(SAID, "-n", "mesh-bundle");
        assertThatThrownBy(() -> read(elsewhere)).hasMessageContaining("did not sign");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text \u001b[2J", "text ", "at -1", "at 99999999999999999999", "generation 4000000000",
            "outcome fine", "outcome APPLIED", "serial 0x10", "text a\ntext b", "mesh ../x"})
    void refusesWhatIsSignedAndOfAnotherForm(String line) throws Exception {
        String name = line.substring(0, line.indexOf(' '));
        String file = signed(SAID.replaceFirst("(?m)^" + name + " .*$",
                java.util.regex.Matcher.quoteReplacement(line)));

        assertThatThrownBy(() -> read(file)).isInstanceOf(UntrustedException.class).hasMessageNotContaining("\u001b");
    }

    /** Whatever byte is changed, and wherever it is cut off, it is not the host's any more, and nothing else happens. */
    @Test
    void believesNothingThatWasChanged() throws Exception {
        byte[] good = signed(SAID).getBytes(US_ASCII);
        Random random = new Random(7);
        int believed = 0;
        for (int i = 0; i < good.length; i++) {
            byte[] changed = good.clone();
            changed[i] ^= (byte) (1 << random.nextInt(8));
            believed += believes(changed) ? 1 : 0;
            believed += believes(java.util.Arrays.copyOf(good, i)) ? 1 : 0;
        }
        assertThat(believed).isZero();
    }

    private boolean believes(byte[] file) {
        try {
            HostReport.read(file, MESH, HOST, key);
            return true;
        } catch (UntrustedException untrusted) {
            return false;
        }
    }

    @Test
    void believesNoReportThatIsOlderThanOneBeforeOrOfTheFuture() throws Exception {
        Path shelf = Files.createDirectories(directory.resolve("shelf"));
        ReportReader reader = new ReportReader(MESH, new ReportMemory(directory.resolve("state")),
                Instant.ofEpochSecond(1796000060L));
        String older = signed(SAID.replace("at 1796000000", "at 1795999000"));

        assertThat(reader.read(HOST, key, new FileShelf.Folder(shelf))).isEqualTo(new ReportReading.Absent());
        Files.writeString(shelf.resolve("kiosk1.report"), signed(SAID));
        assertThat(reader.read(HOST, key, new FileShelf.Folder(shelf))).isInstanceOf(ReportReading.Said.class);
        assertThat(reader.read(HOST, key, new FileShelf.Folder(shelf))).as("the same once more")
                .isInstanceOf(ReportReading.Said.class);
        Files.writeString(shelf.resolve("kiosk1.report"), older);
        assertThat(reader.read(HOST, key, new FileShelf.Folder(shelf))).isInstanceOfSatisfying(
                ReportReading.Untrusted.class, found -> assertThat(found.why()).contains("was here before"));
        Files.writeString(shelf.resolve("kiosk1.report"), signed(SAID.replace("at 1796000000", "at 1796009000")));
        assertThat(reader.read(HOST, key, new FileShelf.Folder(shelf))).isInstanceOfSatisfying(
                ReportReading.Untrusted.class, found -> assertThat(found.why()).contains("future"));
    }

    @Test
    void readsNoMoreOfAFileThanItWasAskedFor() throws Exception {
        Files.writeString(directory.resolve("large"), "x".repeat(100_000));

        Optional<byte[]> read = new FileShelf.Folder(directory).read("large", 10);

        assertThat(read.orElseThrow()).hasSize(10);
    }
}
