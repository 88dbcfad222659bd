// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import mesh.lab.LabHost;
import mesh.lab.LabOs;

/**
 * Traffic between every two of some hosts, through the mesh, while something else happens: pings at 50 ms and one open
 * TCP stream a pair. Each pair is joined by its first host in the list of hosts.
 */
final class MeshLoad {
    private static final int PORT = 7700;
    private static final long PING_MS = 50;
    private static final String REPORT = "/tmp/load-streams";
    private static final Pattern REPLY = Pattern.compile("\\[(\\d+)\\.(\\d{6})] .*icmp_seq=(\\d+) .*time=");
    private static final Pattern SENT = Pattern.compile("(\\d+) packets transmitted");
    private static final Pattern STREAM = Pattern
            .compile("(?m)^from (\\S+) numbers (\\d+) gap (\\d+) order (yes|no) open (yes|no)$");

    /**
     * On one machine the controller's work must not look like a gap in the mesh: WireGuard and the measuring go first,
     * and what has to wait for them is kept.
     */
    private static final String FIRST_TURN = """
            if [ ! -e /tmp/load-pings ]; then @ip link set dev wg0 txqueuelen 10000; fi
            for pid in $(@pgrep wireguard-go) $(cat /tmp/load-pings /tmp/load-pid 2>/dev/null); do
                @renice -n -5 -p $(@ls /proc/$pid/task) >/dev/null 2>&1
                echo -5 >/proc/$pid/autogroup
            done 2>/dev/null
            true
            """;

    private final Fleet fleet;
    private final List<String> names;

    private MeshLoad(Fleet fleet, List<String> names) {
        this.fleet = fleet;
        this.names = names;
    }

    /** Begins; every pair has a session and an open stream when this returns. */
    static MeshLoad start(Fleet fleet, List<String> names) {
        MeshLoad load = new MeshLoad(fleet, List.copyOf(names));
        load.onEach(load::prepare);
        load.onEach(load::begin);
        load.onEach(load::awaitStreams);
        return load;
    }

    /** Sessions with all peers, so that no handshake meets the first of the measured packets. */
    private void prepare(String name) {
        LabHost host = fleet.host(name);
        host.run("rm -f " + REPORT + " /tmp/load-pings /tmp/load-pid; cat >/tmp/streams.pl", script()).orThrow();
        for (String peer : later(name)) {
            host.run(tools(host) + "ping -c 1 -i 0.2 -w 15 " + fleet.meshAddress(peer, "ipv4")).orThrow();
        }
        host.run(FIRST_TURN.replace("@", tools(host))).orThrow();
    }

    private void begin(String name) {
        LabHost host = fleet.host(name);
        String tools = tools(host);
        StringBuilder pings = new StringBuilder();
        StringBuilder streams = new StringBuilder();
        for (String peer : later(name)) {
            String address = fleet.meshAddress(peer, "ipv4");
            pings.append(tools).append("setsid ").append(tools).append("ping -n -D -i 0.05 ").append(address)
                    .append(" >/tmp/load-ping-").append(peer)
                    .append(" 2>&1 </dev/null & echo $! >>/tmp/load-pings\n");
            streams.append(' ').append(peer).append('=').append(address);
        }
        host.run(": >/tmp/load-pings\n" + pings + tools + "setsid " + tools + "perl /tmp/streams.pl " + PORT + " "
                + name + " " + REPORT
                + streams + " >/tmp/load-error 2>&1 </dev/null & echo $! >/tmp/load-pid").orThrow();
        host.run(FIRST_TURN.replace("@", tools)).orThrow();
    }

    private static String script() {
        try (InputStream in = MeshLoad.class.getResourceAsStream("streams.pl")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The OpenBSD model hides what this measuring needs; it is no part of what is measured. */
    private static String tools(LabHost host) {
        return host.os() == LabOs.LINUX ? "/usr/bin/" : "/libexec/model/usr/bin/";
    }

    private List<String> later(String name) {
        return names.subList(names.indexOf(name) + 1, names.size());
    }

    /** Both ends' sockets stand in /proc/net/tcp once each, as established (01), with the port in hexadecimal. */
    private void awaitStreams(String name) {
        String port = String.format(":%04X", PORT);
        Waiting.until("streams of " + name, () -> fleet.host(name).run("cat /proc/net/tcp").orThrow().lines()
                .filter(line -> line.contains(port) && line.contains(" 01 ")).count() >= names.size() - 1);
    }

    /** Ends it and says what each pair saw. */
    List<PairLoad> end() {
        Map<String, String> streams = new LinkedHashMap<>();
        Map<String, String> pings = new LinkedHashMap<>();
        onEach(name -> fleet.host(name).run("kill -INT $(cat /tmp/load-pings)"));
        onEach(name -> fleet.host(name).run("kill -USR1 $(cat /tmp/load-pid)").orThrow());
        for (String name : names) {
            LabHost host = fleet.host(name);
            Waiting.until("report of " + name, () -> host.run("test -e " + REPORT).ok());
            streams.put(name, host.run("cat " + REPORT).orThrow());
            later(name).forEach(
                    peer -> pings.put(name + " " + peer, host.run("cat /tmp/load-ping-" + peer).orThrow()));
        }
        onEach(name -> fleet.host(name).run("kill $(cat /tmp/load-pid)").orThrow());
        List<PairLoad> pairs = new ArrayList<>();
        names.forEach(from -> later(from)
                .forEach(to -> pairs.add(pair(from, to, pings.get(from + " " + to), streams.get(to)))));
        return pairs;
    }

    private static PairLoad pair(String from, String to, String pings, String streams) {
        Matcher transmitted = SENT.matcher(pings);
        assertThat(transmitted.find()).as("ping summary %s-%s:%n%s", from, to, pings).isTrue();
        int sent = Integer.parseInt(transmitted.group(1));
        TreeSet<Integer> answered = new TreeSet<>(List.of(0));
        long last = 0;
        long gap = 0;
        Matcher reply = REPLY.matcher(pings);
        while (reply.find()) {
            long at = Long.parseLong(reply.group(1)) * 1_000_000 + Long.parseLong(reply.group(2));
            gap = Math.max(gap, last == 0 ? 0 : at - last);
            last = at;
            answered.add(Integer.parseInt(reply.group(3)));
        }
        // What was on its way when it ended is a gap at the end, not a loss.
        int lost = answered.last() + 1 - answered.size();
        long gapMs = Math.max(gap / 1000, (sent - answered.last()) * PING_MS);
        return stream(from, streams, new PairLoad(from, to, sent, lost, gapMs, 0, 0, false));
    }

    private static PairLoad stream(String from, String streams, PairLoad pings) {
        Matcher stream = STREAM.matcher(streams);
        PairLoad found = pings;
        while (stream.find()) {
            if (stream.group(1).equals(from)) {
                boolean whole = stream.group(4).equals("yes") && stream.group(5).equals("yes") && found.numbers() == 0;
                found = new PairLoad(from, pings.to(), pings.sent(), pings.lost(), pings.pingGapMs(),
                        Integer.parseInt(stream.group(2)), Long.parseLong(stream.group(3)), whole);
            }
        }
        return found;
    }

    private void onEach(Consumer<String> action) {
        try (ExecutorService threads = Executors
                .newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            names.forEach(name -> all.add(threads.submit(() -> action.accept(name))));
            for (Future<?> one : all) {
                one.get();
            }
        } catch (ExecutionException failed) {
            throw new AssertionError(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }
}
