// SPDX-License-Identifier: Apache-2.0
package mesh.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

class AgentLoopTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final AtomicInteger heard = new AtomicInteger();
    private final AtomicInteger heardWhenDue = new AtomicInteger();

    private AgentLoop started() {
        AgentLoop loop = new AgentLoop(new AgentLoop.Timed() {
            @Override
            public long wakeAtNanos() {
                return System.nanoTime() + PATIENCE.toNanos();
            }

            @Override
            public void due(long nowNanos) {
                heardWhenDue.compareAndSet(0, heard.get());
            }
        });
        loop.start();
        return loop;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aFloodOfStrangersPushesNothingAsideThatThisHostSays() {
        CountDownLatch latch = new CountDownLatch(1);
        try (AgentLoop loop = started()) {
            loop.post(() -> await(latch));
            for (int i = 0; i < 10_000; i++) {
                loop.offer(() -> {});
            }
            loop.post(heard::incrementAndGet);
            latch.countDown();

            assertThat(loop.ask(heard::get, PATIENCE)).isEqualTo(Optional.of(1));
            assertThat(loop.dropped()).isBetween(9_000L, 10_000L);
            loop.offer(heard::incrementAndGet);
            assertThat(loop.ask(heard::get, PATIENCE)).as("there is room again").isEqualTo(Optional.of(2));
        }
    }

    @Test
    void allThatWaitedIsHeardBeforeTheClockDecides() {
        CountDownLatch latch = new CountDownLatch(1);
        try (AgentLoop loop = started()) {
            loop.post(() -> await(latch));
            for (int i = 0; i < 100; i++) {
                loop.offer(heard::incrementAndGet);
            }
            latch.countDown();

            assertThat(loop.ask(heard::get, PATIENCE)).isEqualTo(Optional.of(100));
            assertThat(loop.ask(heardWhenDue::get, PATIENCE)).hasValueSatisfying(
                    count -> assertThat(count).isGreaterThanOrEqualTo(100));
        }
    }

    @Test
    void anEventThatFailsEndsNothing() {
        try (AgentLoop loop = started()) {
            loop.post(() -> {
                throw new IllegalStateException("on purpose");
            });

            assertThat(loop.ask(() -> "here", PATIENCE)).isEqualTo(Optional.of("here"));
        }
    }
}
