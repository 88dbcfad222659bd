// SPDX-License-Identifier: Apache-2.0
package mesh.stun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

import mesh.net.TransportAddress;
import mesh.peer.PeerProcess;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our client with coturn's server; our server with coturn's client and with Debian's, which speaks RFC 3489. */
class StunPeersTest {
    @TempDir
    private Path directory;

    private static String program(String name, String debianPackage) {
        assumeTrue(PeerProcess.find(name).isPresent(), "no " + name + " here: Debian's package " + debianPackage);
        return PeerProcess.find(name).orElseThrow().toString();
    }

    private static StunServer server() throws Exception {
        return StunServer.open(List.of(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0)),
                new ReflectionLimit(200, 20_000, 1, System.nanoTime()));
    }

    @Test
    void ourClientUnderstandsCoturn() throws Exception {
        String turnserver = program("turnserver", "coturn");
        int port = PeerProcess.freePort();
        try (PeerProcess coturn = PeerProcess.start(directory, turnserver, "-n", "-S", "-L", "127.0.0.1", "-L",
                "127.0.0.2", "-L", "::1", "-p", String.valueOf(port), "--no-cli", "--no-tls", "--no-dtls",
                "--pidfile", directory.resolve("pid").toString(), "--log-file", "stdout", "--simple-log");
                StunClient client = StunClient.open()) {
            coturn.line("IO method (admin thread)");
            StunReport report = client.ask(List.of(TransportAddress.parse("127.0.0.1:" + port),
                    TransportAddress.parse("127.0.0.2:" + port), TransportAddress.parse("[::1]:" + port)));

            assertThat(report.answers()).allSatisfy(
                    answer -> assertThat(answer.outcome()).isInstanceOf(StunOutcome.Mapped.class));
            assertThat(report.mapping(false)).isEqualTo(MappingBehaviour.ENDPOINT_INDEPENDENT);
            assertThat(report.mapped(true).orElseThrow().address()).hasToString("::1");
        }
    }

    @Test
    void coturnsClientUnderstandsOurServer() throws Exception {
        String client = program("turnutils_stunclient", "coturn");
        try (StunServer server = server()) {
            String port = String.valueOf(server.addresses().getFirst().getPort());

            String said = PeerProcess.output(directory, client, "-p", port, "127.0.0.1");

            assertThat(said).containsPattern("UDP reflexive addr: 127.0.0.1:[1-9]");
            assertThat(server.counters().of(StunDisposition.SUCCESS)).isPositive();
        }
    }

    /** Its first test; the others ask for answers from a second address, which there is not. */
    @Test
    void debiansClientUnderstandsOurServer() throws Exception {
        String client = program("stun", "stun-client");
        try (StunServer server = server()) {
            String address = "127.0.0.1:" + server.addresses().getFirst().getPort();

            String said = PeerProcess.output(directory, client, address, "1", "-v");

            assertThat(said).containsPattern("MappedAddress = 127.0.0.1:[1-9]");
        }
    }
}
