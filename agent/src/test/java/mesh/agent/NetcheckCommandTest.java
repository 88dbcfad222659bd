// SPDX-License-Identifier: Apache-2.0
package mesh.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import mesh.derp.RelayPrivateKey;
import mesh.key.SecureKeySource;
import mesh.net.NetworkHost;
import mesh.relay.Admission;
import mesh.relay.EventLog;
import mesh.relay.Limits;
import mesh.relay.Relay;
import mesh.relay.RelaySettings;
import mesh.relay.tls.CertificateMaker;
import mesh.relay.tls.TlsIdentity;
import mesh.stun.ReflectionLimit;
import mesh.stun.StunServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command beside a socket that stands for WireGuard's, with a relay of this project and one that is dead. */
class NetcheckCommandTest {
    private static final NetworkHost HOST = NetworkHost.parse("127.0.0.1");

    @TempDir
    private Path directory;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final RelayPrivateKey identity = RelayPrivateKey.generate(new SecureKeySource());
    private final TlsIdentity certificate = CertificateMaker.selfSigned(List.of(HOST), Instant.now(),
            Duration.ofDays(1));

    private int run(String... arguments) {
        return AgentMain.run(arguments, new PrintWriter(out), new PrintWriter(err));
    }

    private Relay relay() throws IOException {
        return Relay.start(
                new RelaySettings(List.of(new InetSocketAddress("127.0.0.1", 0)), identity, Optional.of(certificate),
                        new Admission(Map.of()), Optional.empty(), List.of(), new Limits(1000, 0, 1 << 20, 0),
                        Set.of()),
                new EventLog(new PrintStream(PrintStream.nullOutputStream()), false, Clock.systemUTC()));
    }

    private static StunServer stun() throws IOException {
        return StunServer.open(
                List.of(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0)),
                new ReflectionLimit(200, 20_000, 1, System.nanoTime()));
    }

    private Path config(int listenPort, int relayPort, int stunPort) throws IOException {
        return Files.writeString(directory.resolve("agent.json"),
                """
                        {"host": "a", "interface": "wg0", "listen-port": %d, "mtu": 1420, "mark": 0, "addresses": ["100.64.0.1"],
                         "identity": "identity",
                         "relays": [{"name": "r1", "endpoint": "127.0.0.1:%d", "stun-port": %d, "public-key": "%s", "pin": "%s"},
                                    {"name": "dead", "endpoint": "127.0.0.1:1", "stun-port": 1, "public-key": "%s", "pin": "%s"}],
                         "endpoints": [], "port-mapping": true, "beat-port": 51819, "peers": []}
                        """
                        .formatted(listenPort, relayPort, stunPort, identity.publicKey().hex(), certificate.pin(),
                                identity.publicKey().hex(), certificate.pin()));
    }

    @Test
    void tellsWhatTheNetworkLetsAHostDo() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name"))
                && System.getProperty("os.name").equals("Linux"), "only root shares a port");
        try (Relay relay = relay();
                StunServer stun = stun();
                DatagramSocket wireGuard = new DatagramSocket(0, InetAddress.ofLiteral("0.0.0.0"))) {
            Path config = config(wireGuard.getLocalPort(), relay.addresses().getFirst().getPort(),
                    stun.addresses().getFirst().getPort());
            assertThat(run("netcheck", "--config", config.toString())).as(err.toString()).isZero();
            assertThat(out.toString().lines()).anySatisfy(line -> assertThat(line)
                    .isEqualTo("UDP                passes; asked from WireGuard's port " + wireGuard.getLocalPort()))
                    .anySatisfy(line -> assertThat(line).startsWith("IPv4               127.0.0.1:"
                            + wireGuard.getLocalPort() + ", unknown whether peers see it too"))
                    .anySatisfy(line -> assertThat(line).matches(
                            "relay r1 +STUN [0-9.]+ ms over IPv4, no answer over IPv6, HTTPS [0-9.]+ ms \\(TCP [0-9.]+ ms\\)"))
                    .anySatisfy(
                            line -> assertThat(line).matches("relay dead +STUN no answer .*HTTPS fails: .*refused.*"))
                    .anySatisfy(line -> assertThat(line)
                            .isEqualTo("clock              right within a second or so"))
                    .anySatisfy(line -> assertThat(line)
                            .isEqualTo("MTU                65536 at lo, 1500 to relay r1"));
            out.getBuffer().setLength(0);
            assertThat(run("netcheck", "--json", "--config", config.toString())).isZero();
            assertThat(out.toString()).startsWith("{\"version\":1,\"udp\":true,\"port\":" + wireGuard.getLocalPort()
                    + ",\"ipv4\":{\"mapped\":\"127.0.0.1:" + wireGuard.getLocalPort()
                    + "\",\"mapping\":\"unknown\"},\"ipv6\":{\"mapping\":\"unknown\"},")
                    .contains("{\"name\":\"r1\",\"stun-ipv4-ms\":", "{\"name\":\"dead\",\"problem\":",
                            "\"clock-ahead-ms\":", "\"mtu\":{\"device\":\"lo\",\"device-bytes\":65536,"
                                    + "\"path-bytes\":1500,\"relay\":\"r1\"}}");
        }
    }

    @Test
    void failsWhereNoRelayIsReached() throws Exception {
        assertThat(run("netcheck", "--config", config(51_820, 2, 2).toString())).isEqualTo(1);
        assertThat(out.toString()).contains("UDP                nothing comes back", "no relay tells its time");
    }
}
