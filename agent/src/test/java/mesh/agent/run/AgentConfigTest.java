// SPDX-License-Identifier: Apache-2.0
package mesh.agent.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import mesh.derp.client.RelaySecurity;
import mesh.json.ConfigException;
import mesh.net.Port;

class AgentConfigTest {
    private static final String WHOLE = """
            {"host": "pi4", "interface": "wg0", "listen-port": 51820, "mtu": 1420, "mark": 4294967295,
             "addresses": ["100.64.0.3", "fd00::3"], "identity": "identity",
             "relays": [{"name": "r1", "endpoint": "203.0.113.1:443", "stun-port": 3478, "public-key": "%1$s",
                         "pin": "sha256-raw:%1$s"},
                        {"name": "r2", "endpoint": "relay.example.org:8443"},
                        {"name": "r3", "endpoint": "127.0.0.1:80", "security": "plain"}],
             "endpoints": ["198.51.100.7:51820"], "port-mapping": false, "beat-port": 51819,
             "peers": [{"name": "laptop", "public-key": "HIgo9xNzJMWLKASShiTqIybxZ0U3wGLiUeJ1PKf8ykw=",
                        "relay-key": "%1$s", "addresses": ["100.64.0.4"]}],
             "status": "status.sock", "ready": "/run/ready", "metrics": "127.0.0.1:9586", "log": "json"}
            """.formatted("ab".repeat(32));

    @TempDir
    private Path directory;

    private AgentConfig read(String json) throws ConfigException, IOException {
        return AgentConfig.read(Files.writeString(directory.resolve("agent.json"), json));
    }

    @Test
    void readsAllKeys() throws Exception {
        AgentConfig config = read(WHOLE);
        assertThat(config.mark()).isEqualTo(-1);
        assertThat(config.identity()).isEqualTo(directory.resolve("identity"));
        assertThat(config.status()).contains(directory.resolve("status.sock"));
        assertThat(config.ready()).contains(Path.of("/run/ready"));
        assertThat(config.relays()).extracting(relay -> relay.security().getClass().getSimpleName())
                .containsExactly("Pinned", "SystemTrust", "Plain");
        assertThat(config.relays()).extracting(relay -> relay.stunPort().map(Port::number))
                .containsExactly(Optional.of(3478), Optional.empty(), Optional.empty());
        assertThat(config.peers()).singleElement()
                .satisfies(peer -> assertThat(peer.addresses()).hasToString("[100.64.0.4]"));
        assertThat(config.jsonLog()).isTrue();
        assertThat(config.relays().getFirst().security()).isInstanceOf(RelaySecurity.Pinned.class);
    }

    @Test
    void namesEachKeyThatIsWrongOrUnknown() {
        assertThatThrownBy(() -> read(WHOLE.replace("\"mtu\": 1420", "\"mtu\": 100").replace("\"log\": \"json\"",
                "\"log\": \"xml\", \"colour\": 1").replace("127.0.0.1:9586", "203.0.113.9:9586")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll("mtu: 100 is outside 576..9000", "log: 'xml'",
                        "colour: is no key here", "metrics: '203.0.113.9:9586' is a public address");
    }

    @Test
    void namesWhatIsMissing() {
        for (String key : List.of("host", "interface", "listen-port", "addresses", "identity", "relays",
                "beat-port")) {
            assertThatThrownBy(() -> read(WHOLE.replace("\"" + key + "\":", "\"_\":"))).as(key)
                    .hasMessageContaining(key + " is missing");
        }
    }

    @Test
    void refusesAPeerThatIsThereTwice() {
        int start = WHOLE.indexOf("{\"name\": \"laptop\"");
        String peer = WHOLE.substring(start, WHOLE.indexOf(']', WHOLE.indexOf("addresses", start)) + 2);
        assertThatThrownBy(() -> read(WHOLE.replace(peer, peer + ", " + peer)))
                .hasMessageContaining("the peer laptop is there twice");
    }

    @Test
    void otherPeersAreNoReasonToStartAnew() throws Exception {
        AgentConfig before = read(WHOLE);
        AgentConfig other = read(WHOLE.replace("laptop", "desktop"));
        AgentConfig moved = read(WHOLE.replace("51820", "51821"));
        assertThat(before.differsInPeersOnly(other)).isTrue();
        assertThat(before.differsInPeersOnly(moved)).isFalse();
    }
}
