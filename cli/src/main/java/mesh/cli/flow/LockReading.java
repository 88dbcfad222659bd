// SPDX-License-Identifier: Apache-2.0
package mesh.cli.flow;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

import mesh.lock.LockCodec;
import mesh.lock.UnclaimedLock;
import mesh.spec.SpecException;
import mesh.spec.SpecSource;

/** Reads a large lock while the spec is read. */
final class LockReading {
    /** Of some 150 hosts; a smaller lock is not worth a thread. */
    private static final int LARGE_CHARACTERS = 60_000;

    private LockReading() {}

    /** @return what waits for it, and throws the {@link SpecException} of a lock that cannot be read */
    static Supplier<Optional<UnclaimedLock>> begin(Optional<SpecSource> lock) {
        if (lock.filter(source -> source.text().length() >= LARGE_CHARACTERS).isEmpty()) {
            return () -> lock.map(LockCodec::read);
        }
        CompletableFuture<Optional<UnclaimedLock>> reading = CompletableFuture
                .supplyAsync(() -> lock.map(LockCodec::read));
        return () -> {
            try {
                return reading.join();
            } catch (CompletionException failed) {
                if (failed.getCause() instanceof SpecException problems) {
                    throw problems;
                }
                throw failed;
            }
        };
    }
}
