// SPDX-License-Identifier: Apache-2.0
package mesh.portmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import mesh.net.IpAddress;
import mesh.net.Port;
import mesh.net.TransportAddress;
import mesh.peer.Await;
import mesh.peer.PeerProcess;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our client with Debian's miniupnpd, which is the router of a network namespace. */
class MiniupnpdTest {
    private static final Port WIREGUARD = new Port(51_820);

    @TempDir
    private Path directory;
    private final long pid = ProcessHandle.current().pid();
    private final String namespace = "meshpm" + pid;
    private final String network = "10.214." + pid % 250;

    @BeforeEach
    void makeRouter() throws Exception {
        for (String program : List.of("miniupnpd", "ip", "nft")) {
            assumeTrue(PeerProcess.find(program).isPresent(), "no " + program
                    + " here: Debian's packages miniupnpd-nftables, iproute2, nftables");
        }
        assumeTrue("root".equals(System.getProperty("user.name")), "only root makes network namespaces");
        String refused = PeerProcess.output(directory, "ip", "netns", "add", namespace);
        assumeTrue(refused.isEmpty(), "no network namespaces here: " + refused);
        Path script = Files.writeString(directory.resolve("router.sh"), """
                set -e
                ip link add pm%2$d type veth peer name lan netns %1$s
                ip addr add %3$s.2/24 dev pm%2$d
                ip link set pm%2$d up
                inside() { ip netns exec %1$s "$@"; }
                inside ip link set lo up
                inside ip addr add %3$s.1/24 dev lan
                inside ip link set lan up
                inside ip link add wan type veth peer name isp
                inside ip addr add 11.0.0.9/24 dev wan
                inside ip link set wan up
                inside ip link set isp up
                inside ip route add default dev wan
                inside nft -f - <<'RULES'
                table inet filter {
                  chain miniupnpd { }
                  chain prerouting_miniupnpd { }
                  chain postrouting_miniupnpd { }
                  chain forward { type filter hook forward priority 0; jump miniupnpd; }
                  chain prerouting { type nat hook prerouting priority -100; jump prerouting_miniupnpd; }
                  chain postrouting { type nat hook postrouting priority 100; jump postrouting_miniupnpd; }
                }
                RULES
                """.formatted(namespace, pid, network));
        assertThat(PeerProcess.output(directory, "sh", script.toString())).isEmpty();
        Files.writeString(directory.resolve("miniupnpd.conf"), """
                ext_ifname=wan
                ext_ip=11.0.0.9
                listening_ip=lan
                http_port=0
                enable_natpmp=yes
                enable_upnp=no
                min_lifetime=120
                max_lifetime=86400
                uuid=12345678-1234-1234-1234-123456789012
                allow 1024-65535 %s.0/24 1024-65535
                deny 0-65535 0.0.0.0/0 0-65535
                """.formatted(network));
    }

    @AfterEach
    void removeRouter() throws Exception {
        // A namespace goes some time after its name does; the link is gone when this returns.
        PeerProcess.output(directory, "ip", "link", "del", "pm" + pid);
        PeerProcess.output(directory, "ip", "netns", "del", namespace);
    }

    private PeerProcess miniupnpd() throws Exception {
        PeerProcess router = PeerProcess.start(directory, "ip", "netns", "exec", namespace, "miniupnpd", "-d", "-f",
                directory.resolve("miniupnpd.conf").toString(), "-P", directory.resolve("pid").toString());
        router.line("Listening for NAT-PMP/PCP");
        return router;
    }

    private String rules() throws Exception {
        return PeerProcess.output(directory, "ip", "netns", "exec", namespace, "nft", "list", "ruleset");
    }

    private void awaitRules(boolean with) throws Exception {
        String dnat = "dnat ip to " + network + ".2:51820";
        Await.until((with ? "rule: " : "no rule: ") + dnat, 10, () -> rules().contains(dnat) == with);
    }

    @Test
    void getsAPortByPcpAndGivesItBack() throws Exception {
        List<MappingState> states = new CopyOnWriteArrayList<>();
        TransportAddress address = TransportAddress.parse(network + ".1:5351");
        try (PeerProcess router = miniupnpd()) {
            try (PortMapper mapper = PortMapper.start(address, WIREGUARD, WIREGUARD, states::add)) {
                assertThat(mapper).isNotNull();
                awaitRules(true);
                Await.until("a mapping is told", 5, () -> !states.isEmpty());
                assertThat(states).containsExactly(new MappingState.Mapped(
                        TransportAddress.parse("11.0.0.9:51820"), MapProtocol.PCP, Duration.ofHours(2)));
            }
            awaitRules(false);
            router.line("PCP");
        }
    }

    @Test
    void tellsWhatItSpeaksWithoutGivingAPort() throws Exception {
        try (PeerProcess router = miniupnpd()) {
            assertThat(RouterProbe.ask(IpAddress.parse(network + ".1")))
                    .isEqualTo(new RouterProbe(true, true, Optional.of(IpAddress.parse("11.0.0.9"))));
            awaitRules(false);
            router.line("NAT-PMP");
        }
        assertThat(RouterProbe.ask(IpAddress.parse(network + ".1")))
                .isEqualTo(new RouterProbe(false, false, Optional.empty()));
    }

    @Test
    void itsNatPmpIsUnderstood() throws Exception {
        try (PeerProcess router = miniupnpd();
                DatagramSocket socket = new DatagramSocket(new InetSocketAddress(network + ".2", 0))) {
            socket.setSoTimeout(5000);
            assertThat(ask(socket, NatPmp.addressRequest())).isInstanceOfSatisfying(MapAnswer.Address.class,
                    answer -> assertThat(answer.address()).hasToString("11.0.0.9"));
            assertThat(ask(socket, NatPmp.mapRequest(WIREGUARD, 51_820, Duration.ofHours(1))))
                    .isInstanceOfSatisfying(MapAnswer.Mapped.class, answer -> {
                        assertThat(answer.externalPort()).isEqualTo(51_820);
                        assertThat(answer.lifetime()).isEqualTo(Duration.ofHours(1));
                    });
            awaitRules(true);
            assertThat(ask(socket, NatPmp.mapRequest(WIREGUARD, 0, Duration.ZERO)))
                    .isInstanceOf(MapAnswer.Mapped.class);
            awaitRules(false);
            router.line("NAT-PMP");
        }
    }

    private MapAnswer ask(DatagramSocket socket, byte[] request) throws Exception {
        socket.send(new DatagramPacket(request, request.length, InetAddress.ofLiteral(network + ".1"), 5351));
        DatagramPacket answer = new DatagramPacket(new byte[100], 100);
        socket.receive(answer);
        return NatPmp.decode(Arrays.copyOf(answer.getData(), answer.getLength())).orElseThrow();
    }
}
