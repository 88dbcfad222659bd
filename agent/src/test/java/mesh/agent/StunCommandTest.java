// SPDX-License-Identifier: Apache-2.0
package mesh.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

import mesh.stun.ReflectionLimit;
import mesh.stun.StunServer;

import org.junit.jupiter.api.Test;

class StunCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return AgentMain.run(arguments, new PrintWriter(out), new PrintWriter(err));
    }

    private static StunServer server() throws Exception {
        return StunServer.open(
                List.of(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0),
                        new InetSocketAddress(InetAddress.ofLiteral("127.0.0.2"), 0)),
                new ReflectionLimit(200, 20_000, 1, System.nanoTime()));
    }

    private static String address(StunServer server, int which) throws Exception {
        InetSocketAddress address = server.addresses().get(which);
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    @Test
    void tellsPeopleWhatServersSee() throws Exception {
        try (StunServer server = server()) {
            assertThat(run("stun", address(server, 0), address(server, 1), "127.0.0.3:9")).isZero();

            assertThat(out.toString().lines()).satisfiesExactly(
                    line -> assertThat(line).matches("127.0.0.1:[0-9]+ +sees 127.0.0.1:[0-9]+ after [0-9.]+ ms"),
                    line -> assertThat(line).matches("127.0.0.2:[0-9]+ +sees 127.0.0.1:[0-9]+ after [0-9.]+ ms"),
                    line -> assertThat(line).matches("127.0.0.3:9 +does not answer"),
                    line -> assertThat(line).matches(
                            "IPv4: 127.0.0.1:[0-9]+, mapping endpoint-independent: peers see the same"),
                    line -> assertThat(line).isEqualTo("IPv6: nobody answers"));
        }
    }

    @Test
    void tellsProgramsTheSame() throws Exception {
        try (StunServer server = server()) {
            assertThat(run("stun", "--json", address(server, 0), "127.0.0.3:9")).isZero();

            assertThat(out.toString()).matches("\\{\"servers\":\\["
                    + "\\{\"server\":\"127.0.0.1:[0-9]+\",\"mapped\":\"127.0.0.1:[0-9]+\",\"latency-ms\":[0-9.]+,\"tries\":1},"
                    + "\\{\"server\":\"127.0.0.3:9\",\"failure\":\"does not answer\"}],"
                    + "\"ipv4\":\\{\"mapped\":\"127.0.0.1:[0-9]+\",\"mapping\":\"unknown\"},"
                    + "\"ipv6\":\\{\"mapping\":\"unknown\"}}\n");
        }
    }

    @Test
    void failsWhereNobodyAnswers() {
        assertThat(run("stun", "127.0.0.3:9")).isEqualTo(1);
    }

    @Test
    void saysWhatIsWrongWithAServersName() {
        assertThat(run("stun", "127.0.0.1:99999")).isEqualTo(64);
        assertThat(err.toString()).contains("'99999' is not a port");
    }
}
