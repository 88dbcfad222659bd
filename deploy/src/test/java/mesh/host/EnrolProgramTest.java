// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import mesh.name.MeshName;
import mesh.name.NodeName;
import mesh.ssh.CommandResult;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EnrolProgramTest {
    private static final String RECIPIENT = "age1samplerecipient";
    private static final int REFUSED = 76;

    @TempDir
    private Path directory;

    static List<Shell> shells() {
        return Shell.present();
    }

    private FakeHost host(Shell shell) throws IOException {
        FakeHost host = new FakeHost(directory, shell);
        Files.createDirectories(host.path("/etc/systemd/system"));
        host.script("age", "exit 0\n");
        host.script("age-keygen", "case $1 in -o) echo secret >\"$2\" ;; *) echo " + RECIPIENT + " ;; esac\n");
        host.script("crontab", "exit 0\n");
        return host;
    }

    private static CommandResult enrol(FakeHost host) throws IOException {
        return host.run(EnrolProgram.of(new MeshName("home"), new NodeName("alder"), Samples.linux(),
                "https://example.net/bundles",
                new PullTerms("publisher ssh-ed25519 AAAA\n", Optional.of("https://example.net/reports"))));
    }

    @ParameterizedTest
    @MethodSource("shells")
    void tellsWhatGoesIntoTheRepositoryAndNoSecret(Shell shell) throws IOException {
        FakeHost host = host(shell);
        host.answer("wg genkey", Samples.PRIVATE.revealBase64() + "\n");
        host.answer("wg pubkey", Samples.OWN + "\n");

        CommandResult enrolled = enrol(host);

        assertThat(enrolled.exitStatus()).as(enrolled.err()).isZero();
        assertThat(enrolled.out()).contains("pull-key: " + RECIPIENT, "mesh lock --key alder=" + Samples.OWN,
                "pull-report-key: ssh-ed25519 AAAA")
                .doesNotContain(Samples.PRIVATE.revealBase64(), "PRIVATE KEY");
        assertThat(host.path("/etc/mesh/pull-wg0/reports")).hasContent("https://example.net/reports");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void saysWhyThereIsNoKey(Shell shell) throws IOException {
        FakeHost host = host(shell);
        host.breakCall("wg genkey");

        CommandResult refused = enrol(host);

        assertThat(refused.exitStatus()).isEqualTo(REFUSED);
        assertThat(refused.out()).contains("! ").contains("/wg0/private.key could not be made");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void saysWhatIsMissingToTellThePublicHalf(Shell shell) throws IOException {
        FakeHost host = host(shell);
        host.answer("wg genkey", Samples.PRIVATE.revealBase64() + "\n");
        host.refuse("wg pubkey");

        CommandResult refused = enrol(host);

        assertThat(refused.exitStatus()).isEqualTo(REFUSED);
        assertThat(refused.out()).contains("cannot be told: install the package wireguard-tools");
    }
}
