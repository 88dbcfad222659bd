// SPDX-License-Identifier: Apache-2.0
package mesh.stun;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

import mesh.net.TransportAddress;
import mesh.peer.Await;
import mesh.socket.SocketAddresses;

import org.junit.jupiter.api.Test;

/** Client and server over real sockets of this machine. */
class StunServerTest {
    private static ReflectionLimit limit(int perNetwork) {
        return new ReflectionLimit(perNetwork, 20_000, 1, System.nanoTime());
    }

    private static TransportAddress at(String address, int port) {
        return TransportAddress.parse(address + ":" + port);
    }

    @Test
    void oneServerAnswersBothFamiliesOnOnePort() throws Exception {
        try (StunServer server = StunServer.openEverywhere(0, limit(200)); StunClient client = StunClient.open()) {
            int port = server.addresses().getFirst().getPort();

            StunReport report = client.ask(List.of(at("127.0.0.1", port), at("127.0.0.2", port), at("[::1]", port)));

            assertThat(report.mapped(false).orElseThrow().address()).hasToString("127.0.0.1");
            assertThat(report.mapped(true).orElseThrow().address()).hasToString("::1");
            assertThat(report.answers().getFirst().outcome()).isInstanceOf(StunOutcome.Mapped.class);
            assertThat(server.counters().ipv4()).isPositive();
            assertThat(server.counters().ipv6()).isPositive();
        }
    }

    /** Bound one by one, as a machine with several addresses needs it; a third server does not exist. */
    @Test
    void severalServersTellTheMapping() throws Exception {
        List<InetSocketAddress> addresses = List.of(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0),
                new InetSocketAddress(InetAddress.ofLiteral("127.0.0.2"), 0));
        try (StunServer server = StunServer.open(addresses, limit(200)); StunClient client = StunClient.open()) {
            List<TransportAddress> asked = new java.util.ArrayList<>(
                    server.addresses().stream().map(SocketAddresses::transport).toList());
            asked.add(at("127.0.0.3", 9));

            StunReport report = client.ask(asked);

            assertThat(report.mapping(false)).isEqualTo(MappingBehaviour.ENDPOINT_INDEPENDENT);
            assertThat(report.answers().get(2).outcome()).isEqualTo(new StunOutcome.Silent());
            assertThat(client.ask(asked).mapped(false)).as("one source in all rounds").isEqualTo(report.mapped(false));
        }
    }

    @Test
    void countsWhatItDoesNotAnswer() throws Exception {
        List<InetSocketAddress> loopback = List.of(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
        try (StunServer server = StunServer.open(loopback, limit(2));
                DatagramSocket socket = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
            socket.connect(server.addresses().getFirst());
            socket.setSoTimeout(2000);
            socket.send(new DatagramPacket(new byte[]{4, 0, 0, 0}, 4));
            for (int i = 0; i < 5; i++) {
                socket.send(new DatagramPacket(Vectors.TAILNODE, Vectors.TAILNODE.length));
                if (i < 4) {
                    socket.receive(new DatagramPacket(new byte[100], 100));
                }
            }
            Await.until("StunDisposition.RATE_LIMITED", 2,
                    () -> server.counters().of(StunDisposition.RATE_LIMITED) > 0);

            assertThat(server.counters().of(StunDisposition.SUCCESS)).isEqualTo(4);
            assertThat(server.counters().of(StunDisposition.RATE_LIMITED)).isEqualTo(1);
            assertThat(server.counters().of(StunDisposition.NOT_STUN)).isEqualTo(1);
        }
    }
}
