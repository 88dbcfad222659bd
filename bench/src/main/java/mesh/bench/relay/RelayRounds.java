// SPDX-License-Identifier: Apache-2.0
package mesh.bench.relay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

import mesh.bench.Report;

/** The runs of a comparison: how much goes through, then delays at shares of what the slower of the two can do. */
final class RelayRounds {
    static final int MOST_PAIRS = 100;
    private static final int[] PAIRS = {2, 20, MOST_PAIRS};
    private static final int MIDDLE = 20;
    /** Packets that a client with much to send writes at once. */
    private static final int BURST = 16;
    private static final double WARM_UP_PACKETS = 30_000;
    private static final double[] LOADS = {0.1, 0.5, 0.9};

    private final int rounds;
    private final double seconds;
    private final double warmUpSeconds;
    private final int idle;

    RelayRounds(boolean isShort) {
        rounds = isShort ? 3 : 7;
        seconds = isShort ? 0.7 : 1.5;
        warmUpSeconds = isShort ? 6 : 16;
        idle = isShort ? 300 : 2000;
    }

    /** Clients that only hold a connection. */
    int idle() {
        return idle;
    }

    /** Results of both, of the same round at the same place. */
    private record Both(List<Load.Result> ours, List<Load.Result> theirs) {
        Both() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        static List<Double> each(List<Load.Result> results, ToDoubleFunction<Load.Result> figure) {
            return results.stream().map(figure::applyAsDouble).toList();
        }

        List<Double> ours(ToDoubleFunction<Load.Result> figure) {
            return each(ours, figure);
        }

        List<Double> theirs(ToDoubleFunction<Load.Result> figure) {
            return each(theirs, figure);
        }
    }

    /** One run against one of the servers. */
    private interface Run {
        Load.Result on(Load load, ServerProcess server) throws IOException;
    }

    void run(Server ours, Server theirs, Report report) throws IOException {
        List<Pair> ourPairs = connect(ours);
        List<Pair> theirPairs = connect(theirs);
        try (Load our = new Load(ourPairs); Load their = new Load(theirPairs)) {
            warmUp(our, ours.process());
            warmUp(their, theirs.process());
            for (int pairs : PAIRS) {
                ours.refresh();
                theirs.refresh();
                floodRows(report, pairs + " pairs", inTurns(our, ours, their, theirs,
                        (load, server) -> load.flood(pairs, BURST, seconds, server)));
            }
            Both single = inTurns(our, ours, their, theirs, (load, server) -> load.flood(MIDDLE, 1, seconds, server));
            floodRows(report, MIDDLE + " pairs, one by one", single);
            double packets = slower(single);
            for (double share : LOADS) {
                ours.refresh();
                theirs.refresh();
                double rate = share * packets;
                paceRows(report, share, inTurns(our, ours, their, theirs,
                        (load, server) -> load.pace(MIDDLE, seconds, rate, server)));
            }
        }
    }

    /** A JVM compiles what it runs much of; with the load generator's own code that takes some seconds. */
    private void warmUp(Load load, ServerProcess server) throws IOException {
        for (int pairs : PAIRS) {
            load.flood(pairs, BURST, warmUpSeconds / 4, server);
        }
        load.pace(MIDDLE, warmUpSeconds / 4, WARM_UP_PACKETS, server);
    }

    private static List<Pair> connect(Server server) throws IOException {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < MOST_PAIRS; i++) {
            pairs.add(server.connect(i));
        }
        return pairs;
    }

    private Both inTurns(Load our, Server ours, Load their, Server theirs, Run run) throws IOException {
        Both both = new Both();
        for (int i = 0; i < rounds; i++) {
            if (i % 2 == 0) {
                both.ours().add(run.on(our, ours.process()));
                both.theirs().add(run.on(their, theirs.process()));
            } else {
                both.theirs().add(run.on(their, theirs.process()));
                both.ours().add(run.on(our, ours.process()));
            }
        }
        return both;
    }

    private static void floodRows(Report report, String at, Both both) {
        report.more("throughput, Gb/s, " + at, both.ours(Load.Result::gigabitsPerSecond),
                both.theirs(Load.Result::gigabitsPerSecond), true);
        report.less("server CPU, s/Gb, " + at, both.ours(Load.Result::serverCpuPerGigabit),
                both.theirs(Load.Result::serverCpuPerGigabit), true);
        report.fact("  server CPU, share of a core", both.ours(r -> r.serverCpu() / r.seconds()),
                both.theirs(r -> r.serverCpu() / r.seconds()));
        report.fact("  load generator's CPU, share of a core", both.ours(Load.Result::ownCpuShare),
                both.theirs(Load.Result::ownCpuShare));
        report.fact("  lost, %", both.ours(r -> 100 * r.lost()), both.theirs(r -> 100 * r.lost()));
    }

    private static void paceRows(Report report, double share, Both both) {
        String at = String.format(java.util.Locale.ROOT, " at %.0f %%", 100 * share);
        report.fact("load" + at + ", Gb/s", both.ours(Load.Result::gigabitsPerSecond),
                both.theirs(Load.Result::gigabitsPerSecond));
        report.less("  p50, ms", both.ours(Load.Result::p50), both.theirs(Load.Result::p50), false);
        report.less("  p99, ms", both.ours(Load.Result::p99), both.theirs(Load.Result::p99), false);
        report.less("  server CPU, s/Gb", both.ours(Load.Result::serverCpuPerGigabit),
                both.theirs(Load.Result::serverCpuPerGigabit), false);
        report.fact("  lost, %", both.ours(r -> 100 * r.lost()), both.theirs(r -> 100 * r.lost()));
    }

    /** Packets a second. */
    private static double slower(Both both) {
        return Math.min(Report.middle(both.ours(Load.Result::gigabitsPerSecond)),
                Report.middle(both.theirs(Load.Result::gigabitsPerSecond))) * 1e9 / 8 / Pair.PACKET_BYTES;
    }
}
