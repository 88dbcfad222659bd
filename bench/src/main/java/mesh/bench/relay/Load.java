// SPDX-License-Identifier: Apache-2.0
package mesh.bench.relay;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Arrays;
import java.util.List;

import mesh.bench.command.ProcessorTime;

/**
 * Sends packets through a relay and counts what arrives, in one thread. Either each pair keeps a {@link Window} of
 * packets on their way, as TCP inside of the tunnel does, which shows how much goes through; or packets are sent at a fixed rate, which shows
 * delays. A delay counts from when the packet was due, whatever held it up.
 */
final class Load implements AutoCloseable {
    /** After so long without an arrival, what is on its way is taken for lost. */
    private static final long LOST_NANOS = 50_000_000;

    private final List<Pair> pairs;
    private final Selector selector = Selector.open();
    private long[] delays = new long[1 << 16];
    private int delayCount;
    private boolean measuring;
    private long arrived;
    private long now;
    private int burst;

    /** @param pairs that wait no longer after this */
    Load(List<Pair> pairs) throws IOException {
        this.pairs = List.copyOf(pairs);
        for (Pair pair : this.pairs) {
            pair.from.stopWaiting().register(selector, SelectionKey.OP_READ, pair);
            pair.to.stopWaiting().register(selector, SelectionKey.OP_READ, pair);
        }
    }

    /**
     * What one run came to.
     *
     * @param gigabits that arrived, payload only
     * @param serverCpu seconds
     * @param ownCpuShare of this process, of one core
     * @param lost share of packets that did not arrive, 0 to 1
     * @param p50 delay in milliseconds
     * @param p99 delay in milliseconds
     */
    record Result(double gigabits, double seconds, double serverCpu, double ownCpuShare, double lost, double p50,
            double p99) {
        double gigabitsPerSecond() {
            return gigabits / seconds;
        }

        double serverCpuPerGigabit() {
            return serverCpu / gigabits;
        }
    }

    /**
     * As much as goes through, by the first {@code count} pairs.
     *
     * @param most packets that a client writes at once, each in a TLS record of its own
     */
    Result flood(int count, int most, double seconds, ServerProcess server) throws IOException {
        burst = most;
        return run(count, seconds, 0, server);
    }

    /** At a fixed rate in all. */
    Result pace(int count, double seconds, double packetsPerSecond, ServerProcess server) throws IOException {
        return run(count, seconds, (long) (1e9 * count / packetsPerSecond), server);
    }

    private Result run(int count, double seconds, long interval, ServerProcess server) throws IOException {
        List<Pair> active = pairs.subList(0, count);
        drain();
        measuring = true;
        delayCount = 0;
        arrived = 0;
        long sentBefore = active.stream().mapToLong(pair -> pair.sent).sum();
        double cpu = server.cpuSeconds();
        double ownCpu = ProcessorTime.seconds(ProcessHandle.current().pid());
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            active.get(i).due = start + interval * i / count;
            active.get(i).lastProgress = start;
        }
        long end = start + (long) (seconds * 1e9);
        for (now = start; now < end; now = System.nanoTime()) {
            turn(active, interval);
        }
        measuring = false;
        double took = (System.nanoTime() - start) / 1e9;
        double serverCpu = server.cpuSeconds() - cpu;
        double share = (ProcessorTime.seconds(ProcessHandle.current().pid()) - ownCpu) / took;
        long onTime = arrived;
        drain();
        long sent = active.stream().mapToLong(pair -> pair.sent).sum() - sentBefore;
        long[] sorted = Arrays.copyOf(delays, delayCount);
        Arrays.sort(sorted);
        return new Result(onTime * Pair.PACKET_BYTES * 8 / 1e9, took, serverCpu, share,
                1 - (double) arrived / Math.max(1, sent),
                at(sorted, 0.5), at(sorted, 0.99));
    }

    /** One look at everything. Waits only when a flood has nothing to do. */
    private void turn(List<Pair> active, long interval) throws IOException {
        boolean sent = false;
        for (Pair pair : active) {
            sent |= interval == 0 ? fill(pair) : keepPace(pair, interval);
        }
        if (sent || interval > 0) {
            selector.selectNow(this::ready);
        } else {
            selector.select(this::ready, 1);
        }
    }

    private boolean fill(Pair pair) throws IOException {
        if (!pair.mayFlood() && now - pair.lastProgress > LOST_NANOS) {
            pair.giveUp();
            pair.lastProgress = now;
        }
        int queued = 0;
        while (queued < burst && pair.mayFlood() && pair.from.hasRoom()) {
            pair.queue(now);
            queued++;
        }
        return flush(pair) && queued > 0;
    }

    private boolean keepPace(Pair pair, long interval) throws IOException {
        while (pair.due <= now && pair.from.hasRoom()) {
            pair.queue(pair.due);
            pair.due += interval;
        }
        return flush(pair);
    }

    private static boolean flush(Pair pair) throws IOException {
        if (pair.from.hasQueued()) {
            pair.from.flush();
            return !pair.from.hasQueued();
        }
        return false;
    }

    private void ready(SelectionKey key) {
        Pair pair = (Pair) key.attachment();
        try {
            if (key.channel().equals(pair.to.channel())) {
                pair.receive(this);
                pair.lastProgress = now;
            } else {
                pair.from.read();
                pair.from.forget();
            }
        } catch (IOException lost) {
            throw new java.io.UncheckedIOException("a connection broke under load", lost);
        }
    }

    /** A packet came that was due at {@code stamp}. */
    void arrived(long stamp) {
        arrived++;
        if (measuring) {
            if (delayCount == delays.length) {
                delays = Arrays.copyOf(delays, 2 * delays.length);
            }
            delays[delayCount++] = System.nanoTime() - stamp;
        }
    }

    /** Lets what is on its way arrive. */
    private void drain() throws IOException {
        long quiet = System.nanoTime();
        do {
            now = System.nanoTime();
            boolean busy = false;
            for (Pair pair : pairs) {
                busy |= pair.from.hasQueued();
                flush(pair);
            }
            if (selector.select(this::ready, 1) > 0 || busy) {
                quiet = System.nanoTime();
            }
        } while (System.nanoTime() - quiet < 2 * LOST_NANOS);
        pairs.forEach(pair -> pair.lastSeen = pair.sent - 1);
    }

    private static double at(long[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)] / 1e6;
    }

    @Override
    public void close() throws IOException {
        for (Pair pair : pairs) {
            pair.close();
        }
        selector.close();
    }
}
