// SPDX-License-Identifier: Apache-2.0
package mesh.mapping;

import java.io.IOException;
import java.time.Duration;
import java.util.function.BiConsumer;

/**
 * Watches the network of this host, by a thread of its own that looks up every other second for sleep and else waits for the
 * system to ring. A burst of changes is one: it is read when it has been quiet for 100 ms, or after 300 ms; after longer
 * where reading takes long, as on a router with many routes, so that no more than a tenth of a processor is used.
 */
final class NetworkWatch implements AutoCloseable {
    private static final Duration TICK = Duration.ofSeconds(2);
    private static final Duration QUIET = Duration.ofMillis(100);
    private static final Duration BURST = Duration.ofMillis(300);
    private static final int TENTH = 10;

    private final LocalNetwork network;
    private final BiConsumer<NetworkReading, Boolean> listener;
    private final SleepWatch sleep;
    private volatile NetworkReading reading;
    private volatile boolean isClosed;
    private long burstNanos = BURST.toNanos();

    private NetworkWatch(LocalNetwork network, NetworkReading reading,
            BiConsumer<NetworkReading, Boolean> listener) {
        this.network = network;
        this.sleep = new SleepWatch(network.clockNanos());
        this.reading = reading;
        this.listener = listener;
    }

    /**
     * @param network closed by this
     * @param listener told of a new reading by the watch's thread, and whether paths may be broken: by what changed, or
     *     since the host slept
     */
    static NetworkWatch start(LocalNetwork network, BiConsumer<NetworkReading, Boolean> listener)
            throws IOException {
        NetworkWatch watch = new NetworkWatch(network, network.read(), listener);
        Thread.ofPlatform().daemon().name("network watch").start(watch::watch);
        return watch;
    }

    /** As it was last read. */
    NetworkReading reading() {
        return reading;
    }

    private void watch() {
        boolean rang = false;
        boolean slept = false;
        try {
            while (!isClosed) {
                boolean rings = network.awaitChange(TICK);
                slept |= sleep.slept(network.clockNanos());
                if (rings) {
                    awaitQuiet();
                }
                rang |= rings;
                if (!isClosed && (rang || slept) && look(slept)) {
                    rang = false;
                    slept = false;
                }
            }
        } catch (IOException broken) {
            // Its socket is gone: changes are found by the pairs themselves, only later.
        } finally {
            network.close();
        }
    }

    private void awaitQuiet() throws IOException {
        long end = System.nanoTime() + burstNanos;
        while (System.nanoTime() - end < 0 && network.awaitChange(QUIET)) {
            // One message of the burst.
        }
    }

    /** @return false if the network cannot be read now; it is to be tried again */
    private boolean look(boolean slept) {
        NetworkReading before = reading;
        long start = System.nanoTime();
        NetworkReading now;
        try {
            now = network.read();
        } catch (IOException notNow) {
            return false;
        }
        burstNanos = Math.max(BURST.toNanos(), TENTH * (System.nanoTime() - start));
        reading = now;
        boolean isBroken = slept || now.breaks(before);
        if (isBroken || now.offersOther(before)) {
            listener.accept(now, isBroken);
        }
        return true;
    }

    /** The thread ends within two seconds. */
    @Override
    public void close() {
        isClosed = true;
    }
}
