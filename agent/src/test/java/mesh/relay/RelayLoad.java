// SPDX-License-Identifier: Apache-2.0
package mesh.relay;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import mesh.derp.Frame;
import mesh.derp.Octets;
import mesh.derp.RelayPrivateKey;

/**
 * Pairs of clients that send packets to each other through a relay, and what became of them. A packet carries the time it was
 * sent, so its delay is known where it arrives; both ends are in one process. Each pair sends one way.
 */
final class RelayLoad implements AutoCloseable {
    private final List<Pair> pairs = new ArrayList<>();
    private final int packetBytes;
    private volatile boolean running = true;

    private record Pair(DerpPeer from, DerpPeer to, Samples samples) {}

    /** Delays, a bounded sample of them. One writer. */
    private static final class Samples {
        private final long[] nanos = new long[1 << 14];
        private final AtomicLong received = new AtomicLong();
        private final AtomicLong sent = new AtomicLong();

        void add(long delay) {
            nanos[(int) (received.getAndIncrement() % nanos.length)] = delay;
        }

        long[] kept() {
            return Arrays.copyOf(nanos, (int) Math.min(received.get(), nanos.length));
        }
    }

    /** What was seen; delays in milliseconds. */
    record Result(long sent, long received, double megabitsPerSecond, double p50, double p99, double worst) {
        @Override
        public String toString() {
            return String.format(java.util.Locale.ROOT,
                    "%d sent, %d received (%.2f %% lost), %.0f Mb/s, delay p50 %.2f ms, p99 %.2f ms, worst %.1f ms",
                    sent,
                    received, 100.0 * (sent - received) / Math.max(1, sent), megabitsPerSecond, p50, p99, worst);
        }
    }

    /** @param keys two for each pair, all admitted */
    RelayLoad(InetSocketAddress relay, boolean tls, List<RelayPrivateKey> keys, int packetBytes) throws IOException {
        this.packetBytes = packetBytes;
        for (int i = 0; i + 1 < keys.size(); i += 2) {
            DerpPeer from = DerpPeer.login(relay, tls, keys.get(i));
            pairs.add(new Pair(from, DerpPeer.login(relay, tls, keys.get(i + 1)), new Samples()));
        }
    }

    /** @param packetsPerSecond of each pair; 0 for as many as go */
    Result run(double seconds, int packetsPerSecond) throws InterruptedException {
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        List<Thread> receivers = pairs.stream().map(pair -> Thread.ofPlatform().start(() -> receive(pair))).toList();
        List<Thread> senders = pairs.stream()
                .map(pair -> Thread.ofPlatform().start(() -> send(pair, packetsPerSecond, end))).toList();
        for (Thread sender : senders) {
            sender.join();
        }
        Thread.sleep(300);
        running = false;
        for (Thread receiver : receivers) {
            receiver.join();
        }
        return result(seconds);
    }

    private void send(Pair pair, int packetsPerSecond, long end) {
        byte[] frame = new Frame.SendPacket(pair.to().key.publicKey(), Octets.of(new byte[packetBytes])).encode();
        ByteBuffer stamp = ByteBuffer.wrap(frame);
        long start = System.nanoTime();
        try {
            for (long i = 0; System.nanoTime() < end; i++) {
                if (packetsPerSecond > 0) {
                    long due = start + i * 1_000_000_000L / packetsPerSecond;
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                stamp.putLong(37, System.nanoTime());
                pair.from().out.write(frame);
                pair.from().out.flush();
                pair.samples().sent.incrementAndGet();
            }
        } catch (IOException lost) {
            return;
        }
    }

    private void receive(Pair pair) {
        try {
            pair.to().socket.setSoTimeout(200);
            while (running) {
                receiveOne(pair);
            }
        } catch (IOException lost) {
            return;
        }
    }

    private static void receiveOne(Pair pair) throws IOException {
        try {
            if (pair.to().receive() instanceof Frame.RecvPacket packet) {
                pair.samples().add(System.nanoTime() - packet.packet().view().getLong());
            }
        } catch (SocketTimeoutException quiet) {
            return;
        }
    }

    private Result result(double seconds) {
        long[] delays = pairs.stream().flatMapToLong(pair -> Arrays.stream(pair.samples().kept())).sorted().toArray();
        long sent = pairs.stream().mapToLong(pair -> pair.samples().sent.get()).sum();
        long received = pairs.stream().mapToLong(pair -> pair.samples().received.get()).sum();
        return new Result(sent, received, received * packetBytes * 8.0 / seconds / 1e6, at(delays, 0.5),
                at(delays, 0.99),
                at(delays, 1));
    }

    private static double at(long[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)] / 1e6;
    }

    @Override
    public void close() throws IOException {
        for (Pair pair : pairs) {
            pair.from().close();
            pair.to().close();
        }
    }
}
