// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

/** Runs blocking work on a virtual thread of its own, so that no peer, agent or resolver can hold the caller for ever. */
final class TimeLimit {
    private TimeLimit() {}

    /**
     * @param release frees whatever the work may be blocked on; called when the time is up or the caller is interrupted
     * @throws SshException from the work, or with {@code tooSlow}
     */
    static <T> T run(Duration limit, Callable<T> work, Runnable release, SshException tooSlow) throws SshException {
        FutureTask<T> task = new FutureTask<>(work);
        Thread worker = Thread.ofVirtual().name("mesh-ssh").start(task);
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw rethrow(failed.getCause());
        } catch (TimeoutException late) {
            release.run();
            worker.interrupt();
            throw tooSlow;
        } catch (InterruptedException interrupted) {
            release.run();
            worker.interrupt();
            Thread.currentThread().interrupt();
            throw new SshException(SshException.Reason.PROTOCOL, "interrupted");
        }
    }

    private static SshException rethrow(@Nullable Throwable cause) {
        return switch (cause) {
            case SshException expected -> expected;
            case RuntimeException bug -> throw bug;
            case Error error -> throw error;
            case null, default -> throw new IllegalStateException("unexpected failure", cause);
        };
    }
}
