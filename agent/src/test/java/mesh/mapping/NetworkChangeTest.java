// SPDX-License-Identifier: Apache-2.0
package mesh.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import mesh.net.Endpoint;
import mesh.net.IpAddress;
import mesh.net.Port;
import mesh.net.TransportAddress;
import mesh.netns.Netns;
import mesh.netns.WireGuardPair;
import mesh.pair.Candidate;
import mesh.pair.OwnCandidates;
import mesh.probe.ProbeSettings;
import mesh.probe.SharedProbeSocket;
import mesh.stun.ReflectionLimit;
import mesh.stun.StunServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mapper of a host whose WireGuard owns the port, with a STUN server at the other host. */
class NetworkChangeTest {
    @TempDir
    private Path directory;
    private WireGuardPair pair;
    private final BlockingQueue<OwnCandidates> told = new LinkedBlockingQueue<>();
    private final BlockingQueue<Long> changes = new LinkedBlockingQueue<>();

    private final Mapper.Listener listener = new Mapper.Listener() {
        @Override
        public void mapped(OwnCandidates own) {
            told.add(own);
        }

        @Override
        public void networkChanged() {
            changes.add(System.nanoTime());
        }
    };

    @BeforeEach
    void makeHosts() throws Exception {
        Netns.require("ip", "wg", "wireguard-go", "ping");
        pair = new WireGuardPair(directory);
        // Duplicate address detection delays the first neighbour of IPv6 by a second or two.
        pair.a().run("ping", "-q", "-c", "1", "-w", "10", "fd02::2");
    }

    @AfterEach
    void removeHosts() throws Exception {
        if (pair != null) {
            pair.close();
        }
    }

    private StunServer server() throws Exception {
        return pair.b().inside(() -> StunServer.open(
                List.of(new InetSocketAddress(InetAddress.ofLiteral("10.2.0.2"), 3478),
                        new InetSocketAddress(InetAddress.ofLiteral("fd02::2"), 3478)),
                new ReflectionLimit(StunServer.PER_NETWORK, StunServer.IN_ALL, 1, System.nanoTime())));
    }

    private MapperSettings settings() {
        return new MapperSettings(new Port(WireGuardPair.PORT), pair.a().name(),
                Set.of(IpAddress.parse("100.64.0.1")),
                List.of(Endpoint.parse("10.2.0.2:3478"), Endpoint.parse("[fd02::2]:3478")), List.of(), false);
    }

    private OwnCandidates next() throws InterruptedException {
        OwnCandidates own = told.poll(5, TimeUnit.SECONDS);
        assertThat(own).isNotNull();
        return own;
    }

    private static Candidate host(String address) {
        return new Candidate(Candidate.Kind.HOST, TransportAddress.parse(address));
    }

    /** How long until the mapper calls, after {@code change}. */
    private Duration reaction(String change) throws Exception {
        long start = System.nanoTime();
        pair.a().script(change);
        Long at = changes.poll(5, TimeUnit.SECONDS);
        assertThat(at).as(change).isNotNull();
        return Duration.ofNanos(at - start);
    }

    @Test
    void serversAnswerToWireGuardsPortAndChangesAreToldWithinHalfASecond() throws Exception {
        try (StunServer server = server();
                SharedProbeSocket port = pair.a().inside(() -> SharedProbeSocket
                        .open(ProbeSettings.of(new Port(WireGuardPair.PORT), 0)));
                Mapper mapper = pair.a().inside(() -> Mapper.start(settings(), port, listener))) {
            mapper.find();
            OwnCandidates own = next();
            assertThat(own.candidates()).containsExactlyInAnyOrder(host("10.1.0.2:51820"), host("10.1.0.3:51820"),
                    host("[fd01::2]:51820"));
            if (mapper.status().report().orElseThrow().mapped(true).isEmpty()) {
                next();
            }
            assertThat(server.addresses()).hasSize(2);
            assertThat(mapper.status().report().orElseThrow().mapped(false))
                    .contains(TransportAddress.parse("10.1.0.2:51820"));
            assertThat(mapper.status().report().orElseThrow().mapped(true))
                    .contains(TransportAddress.parse("[fd01::2]:51820"));
            assertThat(reaction("ip addr del 10.1.0.3/24 dev eth0")).isLessThan(Duration.ofMillis(500));
            assertThat(next().candidates()).doesNotContain(host("10.1.0.3:51820"));
            assertThat(reaction("ip route del default")).isLessThan(Duration.ofMillis(500));
            next();
            assertThat(reaction("ip route add default via 10.1.0.1")).isLessThan(Duration.ofMillis(500));
            next();
            pair.a().script("ip link add docker0 type bridge; ip addr add 172.17.0.1/16 dev docker0; "
                    + "ip link set docker0 up; ip addr add 10.1.0.7/24 dev eth0");
            assertThat(next().candidates()).contains(host("10.1.0.7:51820"), host("172.17.0.1:51820"));
            assertThat(changes).as("an address more breaks nothing").isEmpty();
        }
    }
}
