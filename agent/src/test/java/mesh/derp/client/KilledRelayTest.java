// SPDX-License-Identifier: Apache-2.0
package mesh.derp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import mesh.derp.RelayPrivateKey;
import mesh.key.SecureKeySource;
import mesh.name.NodeName;
import mesh.net.NetworkHost;
import mesh.net.Port;
import mesh.peer.Await;
import mesh.peer.PeerProcess;
import mesh.tls.CertificatePin;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A relay that is killed as a process. {@code -Dkilled.clients=200} is the number that docs give. */
class KilledRelayTest {
    private static final int CLIENTS = Integer.getInteger("killed.clients", 10);
    private static final NodeName NAME = new NodeName("a");
    private static final LatencySource NEAR = relays -> Map.of(NAME, Duration.ofMillis(5));

    @TempDir
    private Path directory;
    private final ClientLog log = new ClientLog();
    private final List<RelayPrivateKey> keys = Stream
            .generate(() -> RelayPrivateKey.generate(new SecureKeySource())).limit(CLIENTS).toList();

    private PeerProcess agent(String... arguments) throws IOException {
        return PeerProcess.start(directory, command(arguments));
    }

    private static String[] command(String... arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return Stream.concat(Stream.of(java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("java.class.path"), "mesh.agent.AgentMain", "relay"), Stream.of(arguments))
                .toArray(String[]::new);
    }

    private Relay relay(int port) throws IOException, InterruptedException {
        String made = PeerProcess.output(directory, command("--init", "."));
        int at = made.indexOf("sha256-raw:");
        CertificatePin pin = CertificatePin.parse(made.substring(at, at + "sha256-raw:".length() + 64));
        Files.write(directory.resolve("admit"), keys.stream().map(key -> key.publicKey().hex() + " client").toList());
        Files.writeString(directory.resolve("relay.json"), "{\"listen\": [\"127.0.0.1:" + port
                + "\"], \"tls\": {\"mode\": \"self-signed\", \"certificate\": \"certificate.pem\", \"key\": \"certificate.key\"},"
                + " \"identity\": \"relay.key\", \"admit\": \"admit\", \"limits\": {\"accepts-per-minute\": 0}}");
        return new Relay(NAME, NetworkHost.parse("127.0.0.1"), new Port(port), new RelaySecurity.Pinned(pin),
                Optional.empty(), Optional.empty());
    }

    @Test
    void allClientsAreBackWithinFiveSeconds() throws Exception {
        Relay where = relay(PeerProcess.freePort());
        List<RelayClient> clients = new ArrayList<>();
        try (PeerProcess first = agent("--config", "relay.json")) {
            first.line("listening");
            for (RelayPrivateKey key : keys) {
                clients.add(RelayClient.start(List.of(where), key, HttpProxies.none(), NEAR, log));
            }
            Await.until("all up", 60, () -> clients.stream().allMatch(client -> ClientLog.isUp(client, 0)));
            first.kill();
            Await.until("all down", 10, () -> clients.stream().noneMatch(client -> ClientLog.isUp(client, 0)));
            long killed = System.nanoTime();
            try (PeerProcess second = agent("--config", "relay.json")) {
                second.line("listening");
                long listening = System.nanoTime();
                Await.until("all back", 30, () -> clients.stream().allMatch(client -> ClientLog.isUp(client, 0)));
                double back = (System.nanoTime() - listening) / 1e9;
                System.out.printf("%d clients back %.2f s after the relay, which took %.2f s to start%n", CLIENTS,
                        back, (listening - killed) / 1e9);
                assertThat(back).isLessThan(5);
            }
        } finally {
            clients.forEach(RelayClient::close);
        }
    }
}
