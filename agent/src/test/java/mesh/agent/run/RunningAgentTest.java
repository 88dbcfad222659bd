// SPDX-License-Identifier: Apache-2.0
package mesh.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import mesh.derp.RelayPrivateKey;
import mesh.derp.client.HttpProxies;
import mesh.key.PrivateKey;
import mesh.key.PublicKey;
import mesh.key.SecureKeySource;
import mesh.peer.PeerProcess;
import mesh.probe.SharedProbeSocket;
import mesh.relay.EventLog;

/** What an agent does about its files, look by look; its relay is never there. */
class RunningAgentTest {
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final EventLog log = new EventLog(new PrintStream(logged, true, StandardCharsets.UTF_8), false,
            Clock.systemUTC());
    private final PublicKey peer = PublicKey.of(PrivateKey.of(new SecureKeySource().random32()));
    private final int closedPort = closedPort();
    private final int beatPort = closedPort();

    @TempDir
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private FakeWireGuard wireGuard;
    @SuppressWarnings("NullAway.Init")
    private RunningAgent running;

    private static int closedPort() {
        try {
            return PeerProcess.freePort();
        } catch (IOException none) {
            throw new java.io.UncheckedIOException(none);
        }
    }

    @BeforeEach
    void start() throws Exception {
        wireGuard = new FakeWireGuard(PublicKey.of(PrivateKey.of(new SecureKeySource().random32())));
        wireGuard.add(peer);
        writeIdentity();
        writeConfig("", 1420);
        running = new RunningAgent(file(),
                (_, _) -> new AgentParts(wireGuard, new SharedProbeSocket(wireGuard::listener), Optional.of(wireGuard)),
                HttpProxies.none(), AgentConfig.read(file()), log);
        running.look();
    }

    @AfterEach
    void end() throws IOException {
        if (running.agent().isPresent()) {
            running.agent().get().close();
        }
        wireGuard.end();
    }

    private Path file() {
        return directory.resolve("agent.json");
    }

    private void writeIdentity() throws IOException {
        try (RelayPrivateKey made = RelayPrivateKey.generate(new SecureKeySource())) {
            replace(directory.resolve("identity"), made.revealHex() + "\n");
        }
    }

    private void writeConfig(String peers, int mtu) throws IOException {
        replace(file(), """
                {"host": "anna", "interface": "wg0", "listen-port": %d, "mtu": %d, "addresses": ["127.65.0.1"],
                 "identity": "identity", "relays": [{"name": "r1", "endpoint": "127.0.0.1:%d", "security": "plain"}],
                 "port-mapping": false, "beat-port": %d, "peers": [%s]}
                """.formatted(wireGuard.port().number(), mtu, closedPort, beatPort, peers));
    }

    /** As apply does it. */
    private static void replace(Path file, String text) throws IOException {
        Path aside = Files.createTempFile(file.getParent(), "new", "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.move(Files.writeString(aside, text), file, StandardCopyOption.REPLACE_EXISTING);
    }

    private String bert() {
        return """
                {"name": "bert", "public-key": "%s", "relay-key": "%s", "addresses": ["127.65.0.2"]}
                """.formatted(peer, "ab".repeat(32));
    }

    private Agent agent() {
        return running.agent().orElseThrow();
    }

    private List<String> peers() {
        return agent().status().orElseThrow().pairs().stream().map(pair -> pair.peer().name().text()).toList();
    }

    @Test
    void aFileThatChangesAndIsThenAnnouncedRestartsNobody() throws Exception {
        Agent before = agent();
        writeConfig(bert(), 1420);
        running.look();
        running.hangup();
        running.look();
        assertThat(agent()).isSameAs(before);
        assertThat(peers()).containsExactly("bert");
    }

    @Test
    void theSameBytesAgainChangeNothing() throws Exception {
        Agent before = agent();
        writeConfig("", 1420);
        running.look();
        assertThat(agent()).isSameAs(before);
        assertThat(logged.toString(StandardCharsets.UTF_8)).doesNotContain("restarting", "reloaded");
    }

    @Test
    void moreThanPeersOrAnotherKeyRestartIt() throws Exception {
        Agent first = agent();
        writeConfig("", 1400);
        running.look();
        Agent second = agent();
        assertThat(second).isNotSameAs(first);
        writeIdentity();
        running.look();
        assertThat(agent()).isNotSameAs(second);
    }

    @Test
    void peersComeThoughTheInterfaceIsAwayAtThatMoment() throws Exception {
        Agent before = agent();
        wireGuard.isAway = true;
        writeConfig(bert(), 1420);
        running.look();
        wireGuard.isAway = false;
        assertThat(agent()).isSameAs(before);
        assertThat(peers()).containsExactly("bert");
    }

    @Test
    void aFileThatIsWrongChangesNothing() throws Exception {
        Agent before = agent();
        replace(file(), "{");
        running.look();
        assertThat(agent()).isSameAs(before);
        assertThat(logged.toString(StandardCharsets.UTF_8)).contains("reload-refused");
    }
}
