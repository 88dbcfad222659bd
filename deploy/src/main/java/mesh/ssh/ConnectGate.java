// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Good manners towards one sshd: fewer logins at a time than its MaxStartups begins to drop at, and a polite second try
 * when it dropped one all the same (it serves others too). sshd_config(5), MaxStartups, default 10:30:100.
 */
final class ConnectGate {
    private static final int LOGINS_AT_A_TIME = 8;
    private static final int ATTEMPTS = 4;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

    private final Map<HostKeyName, Semaphore> permits = new ConcurrentHashMap<>();

    /** One try of connecting. */
    interface Attempt<T> {
        T run() throws SshException;
    }

    <T> T pass(HostKeyName first, Attempt<T> attempt) throws SshException {
        Semaphore permit = permits.computeIfAbsent(first, name -> new Semaphore(LOGINS_AT_A_TIME, true));
        try {
            permit.acquire();
            try {
                return repeat(attempt);
            } finally {
                permit.release();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SshException(SshException.Reason.PROTOCOL, "interrupted while connecting to " + first);
        }
    }

    private static <T> T repeat(Attempt<T> attempt) throws SshException, InterruptedException {
        long pause = FIRST_PAUSE.toMillis();
        for (int i = 1;; i++) {
            try {
                return attempt.run();
            } catch (SshException failed) {
                if (!failed.isDroppedEarly() || i == ATTEMPTS) {
                    throw failed;
                }
                Thread.sleep(pause + ThreadLocalRandom.current().nextLong(pause));
                pause *= 2;
            }
        }
    }
}
