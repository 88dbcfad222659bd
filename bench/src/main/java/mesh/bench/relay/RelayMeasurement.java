// SPDX-License-Identifier: Apache-2.0
package mesh.bench.relay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import mesh.bench.Measurement;
import mesh.bench.PeerMissingException;
import mesh.bench.Report;

/** Our relay beside another, in turns, both on the first core while the last one loads them. */
public final class RelayMeasurement implements Measurement {
    private final String peer;
    private final String about;
    private final Starter starter;
    private final List<String> notes;

    /** Starts the other relay, for so many clients. */
    private interface Starter {
        Server start(Path directory, int clients) throws IOException, InterruptedException, PeerMissingException;
    }

    private RelayMeasurement(String peer, String about, Starter starter, List<String> notes) {
        this.peer = peer;
        this.about = about;
        this.starter = starter;
        this.notes = notes;
    }

    /** Tailscale's derper. */
    public static RelayMeasurement derper() {
        return new RelayMeasurement("derper", "the relay against Tailscale's derper, same clients, same protocol",
                DerpServer::derper, List.of());
    }

    /** coturn, both of whose clients come by TLS. */
    public static RelayMeasurement coturn() {
        return new RelayMeasurement("coturn", "the relay against coturn, both ends of a pair by TLS",
                TurnServer::start,
                List.of("coturn: TURN over TLS at both ends; its allocations reach each other by UDP on loopback,",
                        "two more system calls and one more queue for each packet, which is how TURN joins two such clients"));
    }

    @Override
    public String name() {
        return "relay-" + peer;
    }

    @Override
    public String about() {
        return about;
    }

    @Override
    public Report measure(boolean isShort) throws IOException, InterruptedException, PeerMissingException {
        Path directory = Files.createTempDirectory("bench-relay");
        Report report = new Report(name(), peer, 1.0);
        RelayRounds rounds = new RelayRounds(isShort);
        try {
            starter.start(Files.createDirectory(directory.resolve("probe")), 1).close();
            Idle our = idle(DerpServer.ours(directory.resolve("idle-ours"), rounds.idle()), rounds.idle());
            Idle their = idle(starter.start(directory.resolve("idle-peer"), rounds.idle()), rounds.idle());
            int clients = 2 * RelayRounds.MOST_PAIRS;
            try (Server ours = DerpServer.ours(directory.resolve("ours"), clients);
                    Server theirs = starter.start(directory.resolve("peer"), clients)) {
                rounds.run(ours, theirs, report);
            }
            report.less("memory of an idle client, KiB", List.of(our.eachKib()), List.of(their.eachKib()), false);
            report.less("memory with " + rounds.idle() + " of them, MiB", List.of(our.allMib()),
                    List.of(their.allMib()), false);
            notes.forEach(report::note);
            return report;
        } finally {
            delete(directory);
        }
    }

    /**
     * What quiet clients cost.
     *
     * @param eachKib by which the resident memory grows with each
     * @param allMib the whole process
     */
    private record Idle(double eachKib, double allMib) {}

    private static Idle idle(Server started, int count) throws IOException, InterruptedException {
        List<TlsClient> clients = new ArrayList<>();
        try (Server server = started) {
            int settled = count / 10;
            connectIdle(server, 0, settled, clients);
            double before = server.process().residentKib();
            connectIdle(server, settled, count, clients);
            double after = server.process().residentKib();
            return new Idle((after - before) / (count - settled), after / 1024);
        } finally {
            for (TlsClient client : clients) {
                client.close();
            }
        }
    }

    private static void connectIdle(Server server, int from, int to, List<TlsClient> clients)
            throws IOException, InterruptedException {
        for (int i = from; i < to; i++) {
            TlsClient client = server.connectIdle(i);
            client.rest();
            clients.add(client);
        }
        Thread.sleep(2000);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
