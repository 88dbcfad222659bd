// SPDX-License-Identifier: Apache-2.0
package mesh.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import mesh.net.IpAddress;
import mesh.peer.Await;

import org.junit.jupiter.api.Test;

/** The watch on a network that is a few fields here. */
class NetworkWatchTest {
    private static final NetworkReading HOME = new NetworkReading(
            List.of(new HostAddress("eth0", IpAddress.parse("192.168.1.9"))), Optional.empty(), Set.of("a eth0"));
    private static final NetworkReading AWAY = new NetworkReading(
            List.of(new HostAddress("wlan0", IpAddress.parse("10.8.0.2"))), Optional.empty(), Set.of("b wlan0"));

    /** What the watch told: whether paths may be broken. */
    private final BlockingQueue<Boolean> told = new LinkedBlockingQueue<>();
    private final Network network = new Network();

    private static final class Network implements LocalNetwork {
        private final BlockingQueue<Boolean> rings = new LinkedBlockingQueue<>();
        private final AtomicLong clock = new AtomicLong();
        private final AtomicInteger readings = new AtomicInteger();
        private final AtomicInteger failures = new AtomicInteger();
        private volatile NetworkReading reading = HOME;

        @Override
        public NetworkReading read() throws IOException {
            readings.incrementAndGet();
            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IOException("too many open files");
            }
            return reading;
        }

        /** Ends early with a word that nothing changed, too. */
        @Override
        public boolean awaitChange(Duration patience) {
            try {
                return Boolean.TRUE.equals(rings.poll(patience.toNanos(), TimeUnit.NANOSECONDS));
            } catch (InterruptedException stopped) {
                throw new AssertionError(stopped);
            }
        }

        @Override
        public long clockNanos() {
            return clock.get();
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }

    private NetworkWatch watch() throws Exception {
        return NetworkWatch.start(network, (reading, isBroken) -> told.add(isBroken));
    }

    private void tick(Duration later) {
        network.clock.addAndGet(later.toNanos());
        network.rings.add(false);
    }

    @Test
    void aHostThatSleptIsToldThoughNothingElseChanged() throws Exception {
        try (NetworkWatch watch = watch()) {
            tick(Duration.ofSeconds(1));
            tick(Duration.ofMinutes(5));
            assertThat(told.poll(5, TimeUnit.SECONDS)).isTrue();
            assertThat(watch.reading()).isEqualTo(HOME);
            tick(Duration.ofSeconds(1));
            assertThat(told.poll(100, TimeUnit.MILLISECONDS)).isNull();
        }
    }

    @Test
    void aBurstOfChangesIsReadOnceAndToldOnce() throws Exception {
        try (NetworkWatch watch = watch()) {
            network.reading = AWAY;
            for (int i = 0; i < 500; i++) {
                network.rings.add(true);
            }
            assertThat(told.poll(5, TimeUnit.SECONDS)).isTrue();
            assertThat(watch.reading()).isEqualTo(AWAY);
            assertThat(network.readings).hasValue(2);
            assertThat(told).isEmpty();
        }
    }

    @Test
    void aRingThatChangesNothingIsNoNews() throws Exception {
        try (NetworkWatch watch = watch()) {
            network.rings.add(true);
            awaitReadings(2);
            network.reading = AWAY;
            network.rings.add(true);
            assertThat(told.poll(5, TimeUnit.SECONDS)).isTrue();
            assertThat(watch.reading()).isEqualTo(AWAY);
            assertThat(network.readings).hasValue(3);
            assertThat(told).as("the first ring was not told").isEmpty();
        }
    }

    @Test
    void aNetworkThatCannotBeReadIsReadAgain() throws Exception {
        try (NetworkWatch watch = watch()) {
            network.failures.set(2);
            network.reading = AWAY;
            network.rings.add(true);
            awaitReadings(2);
            tick(Duration.ofMillis(1));
            awaitReadings(3);
            tick(Duration.ofMillis(1));
            assertThat(told.poll(5, TimeUnit.SECONDS)).isTrue();
            assertThat(watch.reading()).isEqualTo(AWAY);
        }
    }

    private void awaitReadings(int count) {
        Await.until(count + " readings", 5, () -> network.readings.get() >= count);
    }
}
