// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import java.time.Duration;
import java.util.function.Consumer;

/** One authenticated connection. Used by one thread at a time. */
public interface SshSession extends AutoCloseable {
    /**
     * Runs a command by the login shell.
     *
     * @param command holds no secret: it shows in the host's process list
     * @param stdin fed to the command, then closed; may hold secrets
     * @param timeout for the whole command
     * @throws SshException if the connection fails or the time is up; a non-zero exit is a result
     */
    default CommandResult run(String command, byte[] stdin, Duration timeout) throws SshException {
        return run(command, stdin, timeout, line -> {});
    }

    /**
     * As {@link #run(String, byte[], Duration)}.
     *
     * @param lines told of each line of standard output, by a thread of the connection, as it arrives where that is
     *        possible; must not block
     */
    CommandResult run(String command, byte[] stdin, Duration timeout, Consumer<String> lines) throws SshException;

    /** False where the connection is known to be gone; true proves nothing. */
    boolean isConnected();

    /** True for a connection that served another before, and may have died unnoticed since. */
    default boolean isKept() {
        return false;
    }

    @Override
    void close();
}
