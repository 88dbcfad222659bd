// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One socket behind each kind of router sends to two ports of the controller, which answers from them and a third. */
@ExtendWith(LabRequired.class)
class NatKindTest {

    private static final int PORT = 40001;

    /** Sends to two ports from one, then prints what comes back until half a second is silent. */
    private static final String CLIENT = """
            use IO::Socket::INET; use IO::Select;
            my ($host, @ports) = @ARGV;
            my $s = IO::Socket::INET->new(Proto => "udp", LocalPort => 40001) or die;
            for my $p (@ports) { send($s, "hello", 0, sockaddr_in($p, inet_aton($host))); }
            my $select = IO::Select->new($s);
            while ($select->can_read(1.5)) { recv($s, my $text, 100, 0); print "$text "; }
            """;

    private static Lab lab;

    @BeforeAll
    static void start() {
        LabBuilder builder = Lab.named("nat");
        for (NatKind kind : NatKind.values()) {
            builder.router(routerOf(kind), kind).linux(hostOf(kind), HostOption.behind(routerOf(kind)));
        }
        lab = builder.openBsd("obsd", HostOption.behind(routerOf(NatKind.PORT_PRESERVING))).start();
    }

    @AfterAll
    static void stop() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void keepsThePortAndLetsOnlyTheAskedPortAnswer() throws Exception {
        Probe probe = Probe.through(NatKind.PORT_PRESERVING);
        assertThat(probe.ports()).containsExactly(PORT, PORT);
        assertThat(probe.received()).contains("first").doesNotContain("third");
    }

    @Test
    void givesEachDestinationAnotherPort() throws Exception {
        Probe probe = Probe.through(NatKind.SYMMETRIC);
        assertThat(probe.ports()).hasSize(2).doesNotHaveDuplicates();
        assertThat(probe.received()).contains("first").doesNotContain("third");
    }

    @Test
    void letsAnyPortAnswerThroughAFullCone() throws Exception {
        Probe probe = Probe.through(NatKind.FULL_CONE);
        assertThat(probe.ports()).containsExactly(PORT, PORT);
        assertThat(probe.received()).contains("first", "third");
    }

    @Test
    void letsAnyPortOfAnAskedAddressAnswerThroughAnAddressCone() throws Exception {
        assertThat(Probe.through(NatKind.ADDRESS_CONE).received()).contains("first", "third");
    }

    @Test
    void dropsAllUdpWhereItIsBlocked() throws Exception {
        assertThat(Probe.through(NatKind.UDP_BLOCKED).ports()).isEmpty();
    }

    @Test
    void hostsBehindRoutersReachTheWanAndNotEachOther() {
        LabHost behind = lab.host(hostOf(NatKind.PORT_PRESERVING));
        LabHost other = lab.host(hostOf(NatKind.SYMMETRIC));
        assertThat(behind.run("ping -c1 -W2 " + lab.router(routerOf(NatKind.SYMMETRIC)).address()))
                .matches(LabResult::ok);
        assertThat(behind.run("ping -c1 -W1 " + other.address()).ok()).isFalse();
        assertThat(behind.run("ping -c1 -W1 " + other.sshAddress()).ok()).isFalse();
    }

    @Test
    void anOpenBsdHostBehindARouterReachesItsLanAndTheWan() {
        LabHost obsd = lab.host("obsd");
        assertThat(obsd.address()).startsWith("192.168.");
        assertThat(obsd.run("ping -c 1 -w 2 " + lab.host(hostOf(NatKind.PORT_PRESERVING)).address()))
                .matches(LabResult::ok);
        assertThat(obsd.run("ping -c 1 -w 2 " + lab.router(routerOf(NatKind.SYMMETRIC)).address()))
                .matches(LabResult::ok);
        obsd.reboot();
        assertThat(obsd.run("ping -c 1 -w 2 " + lab.controllerAddress())).matches(LabResult::ok);
    }

    private static String routerOf(NatKind kind) {
        return "r" + kind.ordinal();
    }

    private static String hostOf(NatKind kind) {
        return "h" + kind.ordinal();
    }

    /** Source ports seen at the two destinations, and the words that came back. */
    private record Probe(List<Integer> ports, String received) {

        static Probe through(NatKind kind) throws IOException {
            InetAddress here = InetAddress.getByName(lab.controllerAddress());
            try (DatagramSocket first = new DatagramSocket(0, here);
                    DatagramSocket second = new DatagramSocket(0, here);
                    DatagramSocket third = new DatagramSocket(0, here)) {
                String command = "perl - " + lab.controllerAddress() + " " + first.getLocalPort() + " "
                        + second.getLocalPort();
                CompletableFuture<LabResult> client = CompletableFuture
                        .supplyAsync(() -> lab.host(hostOf(kind)).run(command, CLIENT));
                List<Integer> ports = new ArrayList<>();
                for (DatagramSocket socket : List.of(first, second)) {
                    DatagramPacket packet = new DatagramPacket(new byte[100], 100);
                    socket.setSoTimeout(kind == NatKind.UDP_BLOCKED ? 1000 : 10_000);
                    try {
                        socket.receive(packet);
                    } catch (SocketTimeoutException blocked) {
                        continue;
                    }
                    ports.add(packet.getPort());
                    if (socket.equals(first)) {
                        answer(third, packet, "third");
                        answer(first, packet, "first");
                    }
                }
                return new Probe(ports, client.join().orThrow());
            }
        }

        private static void answer(DatagramSocket from, DatagramPacket to, String text) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            from.send(new DatagramPacket(bytes, bytes.length, to.getSocketAddress()));
        }
    }
}
