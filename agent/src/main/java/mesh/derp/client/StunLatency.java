// SPDX-License-Identifier: Apache-2.0
package mesh.derp.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import mesh.name.NodeName;
import mesh.net.IpAddress;
import mesh.net.NetworkHost;
import mesh.net.Port;
import mesh.net.TransportAddress;
import mesh.socket.SocketAddresses;
import mesh.stun.StunClient;
import mesh.stun.StunOutcome;
import mesh.stun.StunReport;

/**
 * Latency by STUN to each relay, over IPv4 and IPv6, the shorter of both. Where no answer comes, since UDP is blocked, the
 * time of a TCP connection counts.
 */
public final class StunLatency implements LatencySource {
    private static final Duration TCP_BUDGET = Duration.ofMillis(1500);

    @Override
    public Map<NodeName, Duration> measure(List<Relay> relays) throws IOException {
        Map<TransportAddress, NodeName> servers = new LinkedHashMap<>();
        for (Relay relay : relays) {
            relay.stunPort().ifPresent(port -> addresses(relay.host())
                    .forEach(address -> servers.put(new TransportAddress(address, port), relay.name())));
        }
        Map<NodeName, Duration> latencies = new LinkedHashMap<>();
        try (StunClient client = StunClient.open()) {
            for (StunReport.Answer answer : client.ask(List.copyOf(servers.keySet())).answers()) {
                NodeName relay = servers.get(answer.server());
                if (relay != null && answer.outcome() instanceof StunOutcome.Mapped mapped) {
                    latencies.merge(relay, mapped.latency(), StunLatency::shorter);
                }
            }
        }
        for (Relay relay : relays) {
            if (!latencies.containsKey(relay.name())) {
                connectTime(relay.host(), relay.port()).forEach(time -> latencies.put(relay.name(), time));
            }
        }
        return latencies;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static List<IpAddress> addresses(NetworkHost host) {
        return switch (host) {
            case NetworkHost.Literal literal -> List.of(literal.address());
            case NetworkHost.Named named -> resolve(named.name().text());
        };
    }

    private static List<IpAddress> resolve(String name) {
        try {
            return Stream.of(InetAddress.getAllByName(name)).map(SocketAddresses::ip).toList();
        } catch (UnknownHostException unknown) {
            return List.of();
        }
    }

    /** One, or none if nobody takes the connection. */
    private static Stream<Duration> connectTime(NetworkHost host, Port port) {
        List<InetAddress> addresses = addresses(host).stream().map(SocketAddresses::inet).toList();
        long start = System.nanoTime();
        try {
            ConnectRace.connect(addresses, port.number(), start + TCP_BUDGET.toNanos()).close();
            return Stream.of(Duration.ofNanos(System.nanoTime() - start));
        } catch (IOException nobody) {
            return Stream.empty();
        }
    }
}
