// SPDX-License-Identifier: Apache-2.0
package mesh.agent.netcheck;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import mesh.derp.client.Relay;
import mesh.derp.client.RelayCheck;
import mesh.mapping.Egress;
import mesh.mapping.PortAsker;
import mesh.net.NetworkHost;
import mesh.net.Port;
import mesh.net.TransportAddress;
import mesh.portmap.DefaultGateway;
import mesh.portmap.RouterProbe;
import mesh.probe.ProbeSettings;
import mesh.probe.SharedProbeSocket;
import mesh.socket.SocketAddresses;
import mesh.stun.StunClient;
import mesh.stun.StunOutcome;
import mesh.stun.StunReport;

/** Asks everybody at once; takes 6 s at most. An agent that runs meanwhile is not disturbed, and neither is WireGuard. */
public final class Netcheck {
    /** UDP payloads that make IP packets of 1500, 1492 (PPPoE), 1440, 1400, 1360, 1280 bytes, and of a few more. */
    private static final List<Integer> PAYLOADS = List.of(1472, 1464, 1440, 1412, 1392, 1372, 1352, 1332, 1300, 1252,
            1232, 548);
    private static final int V4_HEADERS = 28;
    private static final int V6_HEADERS = 48;

    private final NetcheckSettings settings;
    private final Map<TransportAddress, Relay> servers = new LinkedHashMap<>();

    private Netcheck(NetcheckSettings settings) {
        this.settings = settings;
    }

    /** What was asked from which port. */
    private record Udp(Optional<Port> port, String whyNotThere, StunReport report,
            Optional<NetcheckReport.Mtu> mtu) {}

    /** Blocks. */
    public static NetcheckReport run(NetcheckSettings settings) throws IOException, InterruptedException {
        Netcheck check = new Netcheck(settings);
        settings.relays().forEach(check::resolve);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return check.all(threads);
        } catch (ExecutionException failed) {
            throw new IOException(failed.getCause());
        }
    }

    private NetcheckReport all(ExecutorService threads) throws InterruptedException, ExecutionException {
        Future<Udp> udp = threads.submit(this::udp);
        Future<Optional<NetcheckReport.Router>> router = threads.submit(Netcheck::router);
        Future<Optional<RelayCheck.Captivity>> captivity = threads
                .submit(() -> settings.relays().stream().findFirst().map(RelayCheck::captivity));
        Map<Relay, Future<RelayCheck.Answer>> asked = new LinkedHashMap<>();
        for (Relay relay : settings.relays()) {
            Callable<RelayCheck.Answer> ask = () -> RelayCheck.ask(relay, settings.proxies());
            asked.put(relay, threads.submit(ask));
        }
        StunReport report = udp.get().report();
        List<NetcheckReport.RelayLine> lines = new ArrayList<>();
        for (Map.Entry<Relay, Future<RelayCheck.Answer>> one : asked.entrySet()) {
            lines.add(line(one.getKey(), one.getValue(), report));
        }
        return new NetcheckReport(udp.get().port(), udp.get().whyNotThere(), report, lines, router.get(),
                captivity.get(), udp.get().mtu());
    }

    private void resolve(Relay relay) {
        relay.stunPort().ifPresent(port -> addresses(relay.host())
                .forEach(address -> servers.put(new TransportAddress(SocketAddresses.ip(address), port), relay)));
    }

    private static Stream<InetAddress> addresses(NetworkHost host) {
        try {
            return switch (host) {
                case NetworkHost.Literal literal -> Stream.of(SocketAddresses.inet(literal.address()));
                case NetworkHost.Named named -> Stream.of(InetAddress.getAllByName(named.name().text()));
            };
        } catch (IOException unknown) {
            return Stream.empty();
        }
    }

    private Udp udp() throws IOException {
        if (settings.port().isEmpty()) {
            return elsewhere("it is not known which it is");
        }
        Port port = settings.port().get();
        try (SharedProbeSocket shared = SharedProbeSocket
                .open(new ProbeSettings(port, settings.mark(), Egress::find));
                PortAsker asker = new PortAsker(shared)) {
            if (asker.problem().isPresent()) {
                return elsewhere(asker.problem().get());
            }
            StunReport report = asker.ask(List.copyOf(servers.keySet()));
            return new Udp(Optional.of(port), "", report, mtu(report, Optional.of(asker)));
        }
    }

    private Udp elsewhere(String why) throws IOException {
        try (StunClient client = StunClient.open()) {
            StunReport report = client.ask(List.copyOf(servers.keySet()));
            return new Udp(Optional.empty(), why, report, mtu(report, Optional.empty()));
        }
    }

    /** To the nearest relay that answered at all. */
    private Optional<NetcheckReport.Mtu> mtu(StunReport report, Optional<PortAsker> asker) throws IOException {
        Optional<TransportAddress> nearest = report.answers().stream()
                .filter(answer -> answer.outcome() instanceof StunOutcome.Mapped)
                .min(java.util.Comparator.comparing(answer -> ((StunOutcome.Mapped) answer.outcome()).latency()))
                .map(StunReport.Answer::server).or(() -> servers.keySet().stream().findFirst());
        if (nearest.isEmpty()) {
            return Optional.empty();
        }
        TransportAddress server = nearest.get();
        int headers = server.address().isV6() ? V6_HEADERS : V4_HEADERS;
        boolean isAnswering = report.mapped(server.address().isV6()).isPresent();
        Optional<Integer> path = asker.isPresent() && isAnswering
                ? asker.get().largest(server, PAYLOADS)
                : Optional.empty();
        return device(server).map(device -> new NetcheckReport.Mtu(device.getName(), bytes(device),
                path.map(payload -> payload + headers), relayAt(server)));
    }

    private String relayAt(TransportAddress server) {
        return Optional.ofNullable(servers.get(server)).map(relay -> relay.name().toString()).orElse("");
    }

    private static Optional<NetworkInterface> device(TransportAddress server) {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(SocketAddresses.inet(server));
            return Optional.ofNullable(NetworkInterface.getByInetAddress(socket.getLocalAddress()));
        } catch (IOException | java.io.UncheckedIOException noRoute) {
            return Optional.empty();
        }
    }

    private static int bytes(NetworkInterface device) {
        try {
            return device.getMTU();
        } catch (IOException gone) {
            return 0;
        }
    }

    private static Optional<NetcheckReport.Router> router() {
        try {
            return DefaultGateway.ofLinux(Files.readString(Path.of("/proc/net/route"), StandardCharsets.ISO_8859_1))
                    .map(address -> new NetcheckReport.Router(address, RouterProbe.ask(address)));
        } catch (IOException notLinux) {
            return Optional.empty();
        }
    }

    private NetcheckReport.RelayLine line(Relay relay, Future<RelayCheck.Answer> asked, StunReport report)
            throws InterruptedException {
        Optional<Duration> v4 = latency(relay, report, false);
        Optional<Duration> v6 = latency(relay, report, true);
        try {
            return new NetcheckReport.RelayLine(relay.name().toString(), v4, v6, Optional.of(asked.get()), "");
        } catch (ExecutionException failed) {
            return new NetcheckReport.RelayLine(relay.name().toString(), v4, v6, Optional.empty(),
                    Optional.ofNullable(failed.getCause()).map(Throwable::getMessage).orElse("it cannot be asked"));
        }
    }

    private Optional<Duration> latency(Relay relay, StunReport report, boolean isV6) {
        return report.answers().stream().filter(answer -> answer.server().address().isV6() == isV6
                && relay.equals(servers.get(answer.server())))
                .flatMap(answer -> answer.outcome() instanceof StunOutcome.Mapped mapped
                        ? Stream.of(mapped.latency())
                        : Stream.empty())
                .min(Duration::compareTo);
    }
}
