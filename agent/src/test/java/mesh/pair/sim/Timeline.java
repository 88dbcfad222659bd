// SPDX-License-Identifier: Apache-2.0
package mesh.pair.sim;

import java.util.PriorityQueue;
import java.util.Random;

/** Simulated time: what is to happen, in order. */
final class Timeline {
    private record Entry(long at, long order, Runnable what) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }

    final Random random;
    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private long now;
    private long order;

    Timeline(long seed) {
        this.random = new Random(seed);
        // Monotonic clocks begin anywhere, and may pass the largest number.
        this.now = seed % 3 == 0 ? Long.MAX_VALUE / 2 - 1 : seed % 3 == 1 ? -5_000_000_000L : 0;
    }

    long now() {
        return now;
    }

    static long ms(double millis) {
        return (long) (millis * 1e6);
    }

    void in(long nanos, Runnable what) {
        entries.add(new Entry(now + Math.max(0, nanos), order++, what));
    }

    /** Lets time pass. */
    void run(long nanos) {
        long end = now + nanos;
        while (!entries.isEmpty() && entries.peek().at() <= end) {
            Entry next = entries.poll();
            now = Math.max(now, next.at());
            next.what().run();
        }
        now = end;
    }
}
