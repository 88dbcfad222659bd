// SPDX-License-Identifier: Apache-2.0
package mesh.libc;

import java.nio.channels.ClosedChannelException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An open file or socket. Whoever closes it makes sure that no call with it is going on, since its number may be given to
 * another at once.
 */
public final class Descriptor implements AutoCloseable {
    private static final int CLOSED = -1;

    private final AtomicInteger number;

    Descriptor(int number) {
        this.number = new AtomicInteger(number);
    }

    /** @throws ClosedChannelException if it is closed */
    int number() throws ClosedChannelException {
        int open = number.get();
        if (open == CLOSED) {
            throw new ClosedChannelException();
        }
        return open;
    }

    /** Doing it again does nothing. */
    @Override
    public void close() {
        int open = number.getAndSet(CLOSED);
        if (open != CLOSED) {
            Libc.close(open);
        }
    }
}
