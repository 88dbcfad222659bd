// SPDX-License-Identifier: Apache-2.0
package mesh.agent.run;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** The one thread that owns pairs: does what others ask it to, one after the other, and what is due. */
final class AgentLoop implements AutoCloseable {
    /** What relays and strangers sent and nobody looked at yet; more is dropped, as any socket drops it. */
    private static final int MOST_WAITING = 512;
    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(30);

    /** What is done by the clock. */
    interface Timed {
        /** When {@link #due} has something; asked after each event. */
        long wakeAtNanos();

        void due(long nowNanos);
    }

    private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
    private final AtomicInteger foreign = new AtomicInteger();
    private final AtomicLong dropped = new AtomicLong();
    private final Thread thread;
    private volatile boolean isClosed;

    /** Begins when {@link #start} is called. */
    AgentLoop(Timed timed) {
        this.thread = Thread.ofPlatform().daemon().name("agent").unstarted(() -> run(timed));
    }

    void start() {
        thread.start();
    }

    /** Lets the loop do it. For what this host says, of which there is no more than it can do. */
    void post(Runnable event) {
        queue.add(event);
    }

    /** Lets the loop do it, for what others sent; drops it if too much of that waits. */
    void offer(Runnable event) {
        if (foreign.incrementAndGet() > MOST_WAITING) {
            foreign.decrementAndGet();
            dropped.incrementAndGet();
            return;
        }
        queue.add(() -> {
            foreign.decrementAndGet();
            event.run();
        });
    }

    /** Events that were dropped since the start. */
    long dropped() {
        return dropped.get();
    }

    /** What the loop answers; empty if it does not within {@code patience}. */
    <T> Optional<T> ask(Supplier<T> question, Duration patience) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        post(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException bug) {
                answer.completeExceptionally(bug);
                throw bug;
            }
        });
        try {
            return Optional.of(answer.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | TimeoutException none) {
            return Optional.empty();
        }
    }

    private void run(Timed timed) {
        while (!isClosed) {
            try {
                long wait = Math.clamp(timed.wakeAtNanos() - System.nanoTime(), 0, LONGEST_SLEEP.toNanos());
                Runnable event = queue.poll(wait, TimeUnit.NANOSECONDS);
                // All that came meanwhile is heard before anything is judged by the clock.
                for (int others = queue.size(); event != null; others--) {
                    event.run();
                    event = others > 0 ? queue.poll() : null;
                }
                timed.due(System.nanoTime());
            } catch (InterruptedException closed) {
                isClosed = true;
            } catch (RuntimeException bug) {
                thread.getUncaughtExceptionHandler().uncaughtException(thread, bug);
            }
        }
    }

    /** Ends the thread, whatever waits. Returns when it has ended, or after a second. */
    @Override
    public void close() {
        isClosed = true;
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(1));
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
