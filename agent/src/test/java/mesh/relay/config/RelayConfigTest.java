// SPDX-License-Identifier: Apache-2.0
package mesh.relay.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

import mesh.derp.RelayPrivateKey;
import mesh.json.ConfigException;
import mesh.json.ConfigNode;
import mesh.relay.Limits;
import mesh.relay.RelaySettings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelayConfigTest {
    private static final String LEAST = """
            {"listen": ["127.0.0.1:8443"], "tls": {"mode": "none"}, "identity": "relay.key", "admit": "admit"}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private RelayConfig decode(String json) throws ConfigException {
        return RelayConfig.decode(ConfigNode.parse("relay.json", json.getBytes(StandardCharsets.UTF_8)), directory);
    }

    @Test
    void theLeastThatIsEnough() throws ConfigException {
        RelayConfig config = decode(LEAST);
        assertThat(config.identity()).isEqualTo(directory.resolve("relay.key"));
        assertThat(config.limits()).isEqualTo(Limits.DEFAULT);
        assertThat(config.metrics()).isEqualTo(Optional.empty());
        assertThat(config.meshPeers()).isEqualTo(List.of());
    }

    @Test
    void everyKey() throws ConfigException {
        RelayConfig config = decode(
                """
                        {
                          "listen": ["0.0.0.0:443", "[::]:443"],
                          "tls": {"mode": "files", "certificate": "/etc/ssl/a.pem", "key": "a.key"},
                          "identity": "relay.key",
                          "admit": "admit",
                          "mesh": {"key": "mesh.key", "peers": [
                            {"endpoint": "203.0.113.9:443", "name": "b.example.org", "pin": "sha256-raw:%s"},
                            {"endpoint": "[2001:db8::9]:3340", "tls": false}]},
                          "limits": {"connections": 50, "bytes-per-second": 1000000, "burst-bytes": 70000, "accepts-per-minute": 0},
                          "trusted-proxies": ["127.0.0.1", "::1"],
                          "stun": ["0.0.0.0:3478"],
                          "metrics": "[fd00::1]:9090",
                          "log": "json"
                        }
                        """
                        .formatted("ab".repeat(32)));
        assertThat(config.certificate()).contains(Path.of("/etc/ssl/a.pem"));
        assertThat(config.limits()).isEqualTo(new Limits(50, 1_000_000, 70_000, 0));
        assertThat(config.meshPeers()).hasSize(2);
        assertThat(config.jsonLog()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '#', textBlock = """
            {"listen": 1}                          | relay.json:1:12: listen: a list is expected
            {"lisen": []}                          | lisen: is no key here; there are listen, tls, identity
            {"listen": ["host:1"]}                 | is no address to listen on
            {"listen": ["127.0.0.1:0"]}            | listen[0]: '0' is not a port
            {"tls": {"mode": "maybe"}}             | relay.json:1:18: tls.mode: 'maybe' is no way of TLS
            {"tls": {"mode": "files"}}             | tls: certificate is missing
            {"limits": {"connections": 0}}         | limits.connections: 0 is outside 1..1000000
            {"limits": {"connections": "5"}}       | limits.connections: a number is expected
            {"metrics": "8.8.8.8:9090"}            | is a public address
            {"metrics": "0.0.0.0:9090"}            | is a public address
            {"log": "xml"}                         | text or json is expected
            {"mesh": {"peers": [{"pin": "x"}]}}    | mesh.peers[0].pin: 'x' is not a pin
            {"mesh": {"peers": [{}]}}              | mesh.peers[0]: endpoint is missing
            {"mesh": {"peers": [{}]}}              | mesh.peers[0]: public-key is missing
            {"mesh": {"peers": [{"public-key": "q"}]}} | mesh.peers[0].public-key: '(1 characters)' is not a relay key
            {"admit": "a", "admit": "b"}           | is not JSON: Duplicate
            {"listen": [}                          | is not JSON
            {} {}                                  | something follows
            {"a": null}                            | is no value here
            """)
    void mistakesAreNamedWithTheirPlace(String json, String problem) {
        assertThatThrownBy(() -> decode(json)).isInstanceOf(ConfigException.class).hasMessageContaining(problem);
    }

    @Test
    void allMistakesComeInOneRun() {
        assertThatThrownBy(() -> decode("{\"listen\": [], \"log\": 1, \"x\": 2}"))
                .satisfies(e -> assertThat(e.toString().lines().count()).isGreaterThan(4));
    }

    @Test
    void filesAreReadAndMadeOnlyForTheirOwner() throws Exception {
        RelayPrivateKey identity = RelayFiles.identity(directory.resolve("relay.key"));
        assertThat(RelayFiles.identity(directory.resolve("relay.key"))).isEqualTo(identity);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("relay.key"))))
                .isEqualTo("rw-------");
        Files.writeString(directory.resolve("admit"), "# clients\n\n" + identity.publicKey() + " pi4\n");
        RelaySettings settings = RelayFiles.load(decode(LEAST));
        assertThat(settings.admission().nameOf(identity.publicKey())).contains("pi4");
        Files.setPosixFilePermissions(directory.resolve("relay.key"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> RelayFiles.load(decode(LEAST))).hasMessageContaining("chmod 0600");
    }

    @Test
    void aListOfClientsThatIsWrongSaysWhere() throws IOException {
        Path admit = Files.writeString(directory.resolve("admit"),
                "ab".repeat(32) + " a\n" + "ab".repeat(32) + " b\nshort c\n" + "cd".repeat(32) + " na\u001bme\n");
        assertThatThrownBy(() -> RelayFiles.admission(admit)).hasMessageContaining("admit:2: this key is listed above")
                .hasMessageContaining("admit:3: '(5 characters)'").hasMessageContaining("admit:4: 'na\\u001bme'");
        assertThatThrownBy(() -> RelayFiles.admission(directory.resolve("none"))).hasMessageContaining("is not there");
    }

    @Test
    void aCertificateAndTheKeyOfAnotherAreRefused() throws Exception {
        Path certificate = directory.resolve("c.pem");
        RelayFiles.selfSigned(certificate, directory.resolve("c.key"), List.of());
        RelayFiles.selfSigned(directory.resolve("d.pem"), directory.resolve("d.key"), List.of());
        String json = LEAST.replace("\"none\"", "\"files\", \"certificate\": \"c.pem\", \"key\": \"d.key\"");
        RelayFiles.identity(directory.resolve("relay.key"));
        Files.writeString(directory.resolve("admit"), "");
        assertThatThrownBy(() -> RelayFiles.load(decode(json)))
                .hasMessageContaining("is not the key of the first certificate");
        assertThat(RelayFiles.load(decode(json.replace("d.key", "c.key"))).tls()).isPresent();
    }
}
