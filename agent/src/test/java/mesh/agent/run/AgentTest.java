// SPDX-License-Identifier: Apache-2.0
package mesh.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import mesh.derp.RelayPrivateKey;
import mesh.derp.client.HttpProxies;
import mesh.derp.client.Relay;
import mesh.derp.client.RelaySecurity;
import mesh.key.PrivateKey;
import mesh.key.PublicKey;
import mesh.key.SecureKeySource;
import mesh.name.NodeName;
import mesh.net.InterfaceName;
import mesh.net.IpAddress;
import mesh.net.Keepalive;
import mesh.net.NetworkHost;
import mesh.net.Port;
import mesh.net.TransportAddress;
import mesh.pair.PairState;
import mesh.peer.Await;
import mesh.peer.PeerProcess;
import mesh.probe.SharedProbeSocket;
import mesh.relay.Admission;
import mesh.relay.EventLog;
import mesh.relay.Limits;
import mesh.relay.RelaySettings;

/** Two agents, a real relay, and sockets of loopback that stand for WireGuard. */
class AgentTest {
    private static final Keepalive KEEPALIVE = new Keepalive(25);

    /** A host. */
    private final class Host {
        private final String name;
        private final IpAddress address;
        private final String identity;
        private final PublicKey key = PublicKey.of(PrivateKey.of(new SecureKeySource().random32()));
        private final FakeWireGuard wireGuard;
        private final AgentMetrics metrics = new AgentMetrics();
        private Optional<Agent> agent = Optional.empty();

        Host(String name, String address) throws IOException {
            this.name = name;
            this.address = IpAddress.parse(address);
            try (RelayPrivateKey made = RelayPrivateKey.generate(new SecureKeySource())) {
                this.identity = made.revealHex();
            }
            this.wireGuard = new FakeWireGuard(key);
        }

        RelayPrivateKey identity() {
            return RelayPrivateKey.parse(identity);
        }

        AgentPeer peer() {
            return new AgentPeer(new NodeName(name), key, identity().publicKey(), List.of(address), KEEPALIVE);
        }

        AgentConfig config(Host... peers) {
            return new AgentConfig(new NodeName(name), new InterfaceName("wg0"), wireGuard.port(), 1420, 0,
                    List.of(address), Path.of("identity"), List.of(relayEntry()),
                    List.of(), false, beatPort,
                    List.of(peers).stream().map(Host::peer).toList(), Optional.empty(), Optional.empty(),
                    Optional.empty(), false);
        }

        Agent start(Host... peers) throws IOException {
            AgentParts parts = new AgentParts(wireGuard, new SharedProbeSocket(wireGuard::listener),
                    Optional.of(wireGuard));
            Agent started = Agent.start(config(peers), identity(), HttpProxies.none(), parts, metrics, log);
            agent = Optional.of(started);
            return started;
        }

        AgentStatus.Pair pair() {
            return status().pairs().getFirst();
        }

        AgentStatus status() {
            return agent.orElseThrow().status().orElseThrow();
        }

        boolean isOnRelay() {
            return pair().status().state() == PairState.RELAY;
        }

        boolean isDirect() {
            return pair().status().state() == PairState.DIRECT;
        }

        void kill() throws IOException {
            if (agent.isPresent()) {
                agent.get().close();
                agent = Optional.empty();
            }
        }
    }

    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final EventLog log = new EventLog(new PrintStream(logged, true, StandardCharsets.UTF_8), false,
            Clock.systemUTC());
    private Port beatPort = new Port(1);
    @SuppressWarnings("NullAway.Init")
    private mesh.relay.Relay relay;
    @SuppressWarnings("NullAway.Init")
    private Host anna;
    @SuppressWarnings("NullAway.Init")
    private Host bert;

    @BeforeEach
    void makeHosts() throws IOException {
        beatPort = new Port(PeerProcess.freePort());
        anna = new Host("anna", "127.65.0.1");
        bert = new Host("bert", "127.65.0.2");
        anna.wireGuard.add(bert.key);
        bert.wireGuard.add(anna.key);
        relay = mesh.relay.Relay.start(new RelaySettings(List.of(new InetSocketAddress("127.0.0.1", 0)),
                RelayPrivateKey.generate(new SecureKeySource()), Optional.empty(),
                new Admission(Map.of(anna.identity().publicKey(), "anna", bert.identity().publicKey(), "bert")),
                Optional.empty(), List.of(), new Limits(100, 0, 1 << 20, 0), Set.of()), log);
    }

    private Relay relayEntry() {
        return new Relay(new NodeName("r1"), NetworkHost.parse("127.0.0.1"),
                new Port(relay.addresses().getFirst().getPort()), new RelaySecurity.Plain(), Optional.empty(),
                Optional.empty());
    }

    @AfterEach
    void end() throws IOException {
        anna.kill();
        bert.kill();
        anna.wireGuard.end();
        bert.wireGuard.end();
        relay.close();
    }

    private void untilBothAreDirect() throws InterruptedException {
        try {
            Await.until("both are direct", 20, () -> {
                anna.wireGuard.sendQuietly(bert.key, 900_001);
                return anna.isDirect() && bert.isDirect();
            });
        } catch (AssertionError never) {
            throw new AssertionError(logged.toString(StandardCharsets.UTF_8) + StatusJson.of(anna.status())
                    + StatusJson.of(bert.status()), never);
        }
    }

    private static boolean isLoopbackPortOf(FakeWireGuard wireGuard, Optional<TransportAddress> endpoint) {
        return endpoint.isPresent() && !endpoint.get().port().equals(wireGuard.port());
    }

    @Test
    void packetsPassThroughTheRelayAtFirst() throws Exception {
        anna.wireGuard.refusesProbes = true;
        bert.wireGuard.refusesProbes = true;
        anna.start(bert);
        bert.start(anna);
        Await.until("bert is heard", 20, () -> anna.pair().status().heard());
        assertThat(anna.wireGuard.lost(bert.key, 1, 20)).isZero();
        assertThat(anna.pair().counts().out()).isGreaterThanOrEqualTo(20);
        assertThat(anna.pair().relay()).contains(new NodeName("r1"));
        assertThat(isLoopbackPortOf(bert.wireGuard, anna.wireGuard.endpoint(bert.key))).isTrue();
    }

    @Test
    void theyGoDirectAndNoPacketIsLost() throws Exception {
        anna.start(bert);
        bert.start(anna);
        Await.until("bert is heard", 20, () -> anna.pair().status().heard());
        assertThat(anna.wireGuard.lost(bert.key, 1, 400)).isZero();
        untilBothAreDirect();
        assertThat(anna.wireGuard.endpoint(bert.key).map(TransportAddress::port)).contains(bert.wireGuard.port());
        long relayed = anna.pair().counts().out();
        assertThat(anna.wireGuard.lost(bert.key, 10_001, 50)).isZero();
        assertThat(anna.pair().counts().out()).isEqualTo(relayed);
        assertThat(logged.toString(StandardCharsets.UTF_8)).contains("path peer=bert from=trial to=direct by=");
    }

    @Test
    void whereProbesPassAndWireGuardDoesNotTheyStayOnTheRelay() throws Exception {
        anna.start(bert);
        bert.start(anna);
        anna.wireGuard.dropsDirect = true;
        bert.wireGuard.dropsDirect = true;
        Await.until("the trial failed", 20,
                () -> logged.toString(StandardCharsets.UTF_8).contains("from=trial to=relay"));
        assertThat(logged.toString(StandardCharsets.UTF_8)).doesNotContain("to=direct");
        // This machine may have several addresses, each of which is tried.
        AtomicLong first = new AtomicLong(1);
        Await.until("packets pass through the relay", 20, () -> anna.isOnRelay() && bert.isOnRelay()
                && losesNone(first.getAndAdd(1000)));
    }

    private boolean losesNone(long first) {
        try {
            return anna.wireGuard.lost(bert.key, first, 20) == 0;
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void anAgentThatDiesWhileDirectCostsNothingAndItsSuccessorKeepsThePath() throws Exception {
        anna.start(bert);
        bert.start(anna);
        anna.wireGuard.lost(bert.key, 1, 20);
        untilBothAreDirect();
        anna.kill();
        assertThat(anna.wireGuard.lost(bert.key, 1001, 100)).isZero();
        int before = anna.wireGuard.endpointsSet.size();
        anna.start(bert);
        assertThat(anna.wireGuard.lost(bert.key, 2001, 100)).isZero();
        untilBothAreDirect();
        assertThat(anna.wireGuard.endpointsSet.subList(before, anna.wireGuard.endpointsSet.size()))
                .allSatisfy(endpoint -> assertThat(endpoint.port()).isEqualTo(bert.wireGuard.port()));
    }

    @Test
    void aPeerThatComesOrGoesDisturbsNobody() throws Exception {
        anna.start();
        bert.start(anna);
        assertThat(anna.status().pairs()).isEmpty();
        anna.agent.orElseThrow().reconfigure(anna.config(bert));
        Await.until("bert is heard", 20, () -> anna.status().pairs().size() == 1 && anna.pair().status().heard());
        untilBothAreDirect();
        Host clara = new Host("clara", "127.65.0.3");
        anna.wireGuard.add(clara.key);
        int before = anna.wireGuard.endpointsSet.size();
        anna.agent.orElseThrow().reconfigure(anna.config(bert, clara));
        Await.until("clara is there", 20, () -> anna.status().pairs().size() == 2);
        assertThat(anna.isDirect()).isTrue();
        assertThat(anna.wireGuard.endpointsSet).hasSize(before + 1);
        anna.agent.orElseThrow().reconfigure(anna.config(bert));
        Await.until("clara is gone", 20, () -> anna.status().pairs().size() == 1);
        assertThat(anna.isDirect()).isTrue();
        clara.wireGuard.end();
    }

    @Test
    void waysAreKeptOpenFromWhenThePeersAgentIsThere() throws Exception {
        anna.start(bert);
        Await.until("a relay is there", 20,
                () -> logged.toString(StandardCharsets.UTF_8).contains("relays reachable=true"));
        assertThat(anna.wireGuard.keepalives().values()).as("nobody is there").containsExactly(new Keepalive(0));
        bert.start(anna);
        Await.until("both keep open", 20, () -> anna.wireGuard.keepalives().containsValue(KEEPALIVE)
                && bert.wireGuard.keepalives().containsValue(KEEPALIVE));
        anna.kill();
        assertThat(anna.wireGuard.keepalives()).as("a direct way goes on").containsValue(KEEPALIVE);
    }

    @Test
    void whatAnotherHandTookFromWireGuardIsSetAgain() throws Exception {
        anna.start(bert);
        bert.start(anna);
        Await.until("it is kept open", 20, () -> anna.wireGuard.keepalives().containsValue(KEEPALIVE));
        anna.wireGuard.add(bert.key);
        anna.agent.orElseThrow().reconfigure(anna.config(bert));
        Await.until("the new peer has an endpoint", 20, () -> anna.wireGuard.endpoint(bert.key).isPresent());
        Await.until("it is kept open again", 20, () -> anna.wireGuard.keepalives().containsValue(KEEPALIVE));
    }

    @Test
    void tellsHowItIsToPeopleProgramsAndPrometheus() throws Exception {
        anna.start(bert);
        bert.start(anna);
        anna.wireGuard.lost(bert.key, 1, 20);
        untilBothAreDirect();
        String json = StatusJson.of(anna.status());
        assertThat(json).contains("\"version\": 1", "\"home\": \"r1\"", "\"path\": \"direct\"",
                ":" + bert.wireGuard.port() + "\"", "\"why-not-direct\": \"\"");
        List<String> table = StatusTable.of("test", json.getBytes(StandardCharsets.UTF_8));
        assertThat(table).anySatisfy(line -> assertThat(line).matches("bert +direct +\\S+:\\d+ .*"))
                .anySatisfy(line -> assertThat(line).startsWith("relay r1  up  home"));
        assertThat(anna.metrics.prometheus(anna.status())).contains("mesh_agent_pairs{path=\"direct\"} 1\n",
                "mesh_agent_relay_up{relay=\"r1\"} 1\n", "mesh_agent_path_changes_total{to=\"direct\",reason=");
    }
}
