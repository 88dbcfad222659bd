// SPDX-License-Identifier: Apache-2.0
package mesh.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentMainTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return AgentMain.run(arguments, new PrintWriter(out, true), new PrintWriter(err, true));
    }

    @Test
    void initMakesIdentityAndCertificateOnce() {
        assertThat(run("relay", "--init", directory.resolve("r").toString(), "--name", "relay.example.org")).isZero();
        String first = out.toString();
        assertThat(first).matches("\\{\"public-key\":\"[0-9a-f]{64}\",\"pin\":\"sha256-raw:[0-9a-f]{64}\"}\\R");
        assertThat(run("relay", "--init", directory.resolve("r").toString())).isZero();
        assertThat(out).hasToString(first + first);
    }

    @Test
    void checkSaysWhatIsWrong() throws Exception {
        run("relay", "--init", directory.toString());
        Path config = Files.writeString(directory.resolve("relay.json"), """
                {"listen": ["127.0.0.1:8443"], "tls": {"mode": "files", "certificate": "certificate.pem",
                 "key": "certificate.key"}, "identity": "relay.key", "admit": "admit"}
                """);
        assertThat(run("relay", "--check", "--config", config.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("admit: is not there").doesNotContain("Exception");
        Files.writeString(directory.resolve("admit"), "ab".repeat(32) + " pi4\n");
        assertThat(run("relay", "--check", "--config", config.toString())).isZero();
        assertThat(out.toString()).contains("relay.json is valid: 1 clients.");
    }

    @Test
    void aWrongCommandLineIs64() {
        assertThat(run()).isEqualTo(64);
        assertThat(run("relay")).isEqualTo(64);
        assertThat(run("relay", "--config", "a", "--init", "b")).isEqualTo(64);
    }

    @Test
    void helpIsWhatIsAskedForAndNoMistake() {
        assertThat(run("--help")).isZero();
        assertThat(run("run", "--help")).isZero();
        assertThat(out.toString()).contains("netcheck", "Exit codes:", "CAP_NET_RAW");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aServiceSaysInOneLineWhatIsWrongWithItsFile() {
        assertThat(run("run", "--config", directory.resolve("none").toString())).isEqualTo(1);
        assertThat(run("relay", "--config", directory.resolve("none").toString())).isEqualTo(1);
        assertThat(err.toString().lines()).hasSize(2).allMatch(line -> line.contains("none: cannot be read"));
    }
}
