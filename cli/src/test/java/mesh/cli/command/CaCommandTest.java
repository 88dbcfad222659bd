// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import mesh.cli.MeshRun;
import mesh.cli.run.ExitCode;

/** The certificate authority of a mesh, from its making to its end; certificates are judged by openssl. */
class CaCommandTest {
    @TempDir
    Path directory;

    @BeforeEach
    void spec() throws IOException, InterruptedException {
        run("age-keygen", "-o", "identity.txt");
        String recipient = Files.readAllLines(directory.resolve("identity.txt")).stream()
                .filter(line -> line.startsWith("# public key: ")).findFirst().orElseThrow().substring(14);
        write("home.mesh", recipient);
    }

    private void write(String domain, String recipient) throws IOException {
        Files.writeString(directory.resolve("mesh.yaml"), """
                mesh: test
                network: {domain: %s, ipv6: none}
                keys: {recipients: [%s]}
                certificates: {hosts: {alpha: {names: [wiki]}}}
                hosts:
                  alpha: {os: linux, endpoint: 203.0.113.1}
                devices:
                  phone: {owner: Anna}
                """.formatted(domain, recipient));
    }

    private MeshRun mesh() {
        return new MeshRun(directory).environment("MESH_AGE_IDENTITY_FILE",
                directory.resolve("identity.txt").toString());
    }

    private String run(String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).directory(directory.toFile()).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return text;
    }

    private List<String> keys() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("keys"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void isMadeByLockShownAndExported() throws IOException, InterruptedException {
        assertThat(mesh().ends(ExitCode.ERROR, "ca", "show").err()).contains("mesh lock");
        mesh().ends(ExitCode.OK, "lock");
        assertThat(mesh().ends(ExitCode.OK, "lock", "--check").out()).contains("up to date");

        assertThat(mesh().ends(ExitCode.OK, "ca", "show").out()).contains("  signs\n")
                .contains("until 2036-11-19T12:00:00Z");
        Files.writeString(directory.resolve("ca.pem"), mesh().ends(ExitCode.OK, "ca", "export").out());
        assertThat(run("openssl", "verify", "-x509_strict", "-attime", "1795219200", "-CAfile", "ca.pem", "ca.pem"))
                .contains("OK");
        mesh().ends(ExitCode.OK, "ca", "export", "--format", "der", "--out", "ca.der");
        assertThat(run("openssl", "x509", "-inform", "DER", "-in", "ca.der", "-noout", "-subject"))
                .contains("mesh test authority");
        assertThat(mesh().ends(ExitCode.OK, "ca", "export", "--format", "mobileconfig").out())
                .contains("<string>com.apple.security.root</string>", "<data>MII");
        assertThat(mesh().ends(ExitCode.ERROR, "ca", "export", "--format", "der").err()).contains("--out");
    }

    @Test
    void signsForDevicesAndServicesOnly() throws IOException, InterruptedException {
        mesh().ends(ExitCode.OK, "lock");
        Files.writeString(directory.resolve("ca.pem"), mesh().ends(ExitCode.OK, "ca", "export").out());
        run("openssl", "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
                "/CN=example.com", "-keyout", "key.pem", "-out", "request.pem");

        mesh().ends(ExitCode.OK, "ca", "sign", "request.pem", "--for", "phone", "--out", "phone.pem");
        assertThat(run("openssl", "verify", "-x509_strict", "-attime", "1795219200", "-verify_hostname",
                "phone.home.mesh", "-CAfile", "ca.pem", "phone.pem")).contains("OK");
        assertThat(run("openssl", "x509", "-in", "phone.pem", "-noout", "-text"))
                .contains("DNS:phone.home.mesh, IP Address:100.64.0.2").doesNotContain("example.com");
        assertThat(mesh().ends(ExitCode.ERROR, "ca", "sign", "request.pem", "--for", "other").err())
                .contains("nothing in the mesh is called other");
        assertThat(mesh().ends(ExitCode.ERROR, "ca", "sign", "mesh.yaml", "--for", "phone").err())
                .contains("openssl req");
        mesh().ends(ExitCode.USAGE, "ca", "sign", "request.pem");
        assertThat(new MeshRun(directory).environment("HOME", directory.toString())
                .ends(ExitCode.ERROR, "ca", "sign", "request.pem", "--for", "wiki").err()).contains("age identity");
    }

    @Test
    void isReplacedInThreeSteps() throws IOException, InterruptedException {
        mesh().ends(ExitCode.OK, "lock");
        String first = keys().getFirst();
        assertThat(mesh().ends(ExitCode.ERROR, "ca", "rotate", "switch").err()).contains("rotate start");
        mesh().keysAfter(9).ends(ExitCode.OK, "ca", "rotate", "start");
        assertThat(keys()).hasSize(2);
        assertThat(mesh().ends(ExitCode.OK, "ca", "show").out()).contains("signs, the other is trusted too",
                "trusted, does not sign");
        assertThat(mesh().ends(ExitCode.ERROR, "ca", "export", "--format", "der", "--out", "ca.der").err())
                .contains("two are trusted");
        mesh().ends(ExitCode.OK, "ca", "rotate", "switch");
        mesh().ends(ExitCode.OK, "ca", "rotate", "finish");
        assertThat(keys()).hasSize(1).doesNotContain(first);
        mesh().ends(ExitCode.USAGE, "ca", "rotate");
    }

    @Test
    void doesNotSignForAnotherDomainThanItsOwn() throws IOException, InterruptedException {
        mesh().ends(ExitCode.OK, "lock");
        run("openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", "key.pem");
        run("openssl", "pkey", "-in", "key.pem", "-pubout", "-out", "pub.pem");
        mesh().ends(ExitCode.OK, "ca", "sign", "pub.pem", "--for", "wiki");
        Files.writeString(directory.resolve("mesh.yaml"),
                Files.readString(directory.resolve("mesh.yaml")).replace("home.mesh", "other.mesh"));

        assertThat(mesh().ends(ExitCode.ERROR, "ca", "sign", "pub.pem", "--for", "wiki").err())
                .contains("another domain or other ranges", "mesh ca rotate start");
    }

    @Test
    void aPlanNeedsNoIdentity() {
        assertThat(new MeshRun(directory).withoutKeys().ends(ExitCode.OK, "plan", "--offline").out()).contains(
                "+ certificate for alpha.home.mesh, wiki.home.mesh is made",
                "+ trust in the mesh's certificate authority");
    }
}
