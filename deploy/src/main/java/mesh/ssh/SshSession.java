// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import java.time.Duration;

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
    CommandResult run(String command, byte[] stdin, Duration timeout) throws SshException;

    @Override
    void close();
}
