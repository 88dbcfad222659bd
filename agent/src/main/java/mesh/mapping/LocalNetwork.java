// SPDX-License-Identifier: Apache-2.0
package mesh.mapping;

import java.io.IOException;
import java.time.Duration;

/** The network as this host's system tells it. For one thread, but for {@link #close}. */
interface LocalNetwork extends AutoCloseable {
    /** Reads it; takes a millisecond or so. */
    NetworkReading read() throws IOException;

    /**
     * Waits until the system says that something changed, anything at all, or until {@code patience} is over.
     *
     * @return whether it said so
     */
    boolean awaitChange(Duration patience) throws IOException;

    /** A clock that goes on while the host sleeps and that nobody sets. */
    long clockNanos();

    @Override
    void close();
}
