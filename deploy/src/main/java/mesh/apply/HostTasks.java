// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * The threads of a run: one virtual thread a host, so many at a time. An interrupt of the caller interrupts them all and
 * shows as {@link InterruptedException} once they have ended.
 */
final class HostTasks {
    private final int limit;

    /** @param limit hosts worked on at the same time, at least 1 */
    HostTasks(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("the limit of hosts at a time is " + limit + "; at least 1 is needed");
        }
        this.limit = limit;
    }

    /** Results in the order of {@code items}. An exception of {@code work} is a bug and comes out as it is. */
    <T, R> List<R> forEach(List<T> items, Function<T, R> work) throws InterruptedException {
        Semaphore places = new Semaphore(limit);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<R>> running = new ArrayList<>();
            for (T item : items) {
                running.add(threads.submit(() -> {
                    places.acquire();
                    try {
                        return work.apply(item);
                    } finally {
                        places.release();
                    }
                }));
            }
            return collect(running, threads);
        }
    }

    private static <R> List<R> collect(List<Future<R>> running, ExecutorService threads) throws InterruptedException {
        List<R> results = new ArrayList<>();
        try {
            for (Future<R> future : running) {
                results.add(future.get());
            }
            if (Thread.interrupted()) {
                throw new InterruptedException("cancelled as the last host ended");
            }
        } catch (InterruptedException interrupted) {
            threads.shutdownNow();
            throw interrupted;
        } catch (ExecutionException failed) {
            threads.shutdownNow();
            if (failed.getCause() instanceof RuntimeException bug) {
                throw bug;
            }
            throw new IllegalStateException(failed.getCause());
        }
        return results;
    }
}
