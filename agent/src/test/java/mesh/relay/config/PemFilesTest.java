// SPDX-License-Identifier: Apache-2.0
package mesh.relay.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import mesh.net.NetworkHost;
import mesh.relay.tls.CertificateMaker;
import mesh.relay.tls.PemFiles;
import mesh.relay.tls.TlsIdentity;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the openssl program: what it writes is read, what is made here is what it reads. */
class PemFilesTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private String openssl(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(("openssl " + command).split(" ")).directory(directory.toFile())
                .redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static boolean hasOpenssl() {
        try {
            return new ProcessBuilder("openssl", "version").start().waitFor() == 0;
        } catch (IOException | InterruptedException absent) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecparam -name prime256v1 -genkey -noout -out key.pem",
            "ecparam -name secp384r1 -genkey -noout -out key.pem", "genrsa -traditional -out key.pem 2048",
            "genrsa -out key.pem 2048", "genpkey -algorithm ed25519 -out key.pem"})
    void readsKeysOfEveryKind(String generate) throws Exception {
        assumeTrue(hasOpenssl(), "openssl is not here");
        openssl(generate);
        openssl("req -x509 -new -key key.pem -subj /CN=relay -days 2 -out certificate.pem");
        TlsIdentity identity = PemFiles.read(directory.resolve("certificate.pem"), directory.resolve("key.pem"));
        String fingerprint = openssl("x509 -in certificate.pem -noout -fingerprint -sha256");
        assertThat("sha256-raw:" + fingerprint.replaceAll(".*=|:|\\s", "").toLowerCase(java.util.Locale.ROOT))
                .isEqualTo(identity.pin().toString());
    }

    @Test
    void makesCertificatesThatOpensslVerifies() throws Exception {
        assumeTrue(hasOpenssl(), "openssl is not here");
        TlsIdentity identity = CertificateMaker.selfSigned(
                List.of(NetworkHost.parse("relay.example.org"), NetworkHost.parse("203.0.113.9"),
                        NetworkHost.parse("2001:db8::9")),
                Instant.now(), Duration.ofDays(30));
        Files.writeString(directory.resolve("c.pem"), PemFiles.certificateText(identity));
        assertThat(openssl("verify -CAfile c.pem c.pem")).contains("c.pem: OK");
        assertThat(openssl("x509 -in c.pem -noout -ext subjectAltName")).contains("DNS:relay.example.org",
                "IP Address:203.0.113.9", "IP Address:2001:DB8:0:0:0:0:0:9");
    }
}
