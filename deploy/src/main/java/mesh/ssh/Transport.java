// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import mesh.model.SshSettings;

/** A way of opening connections. Implementations are safe for concurrent use. */
public interface Transport extends AutoCloseable {
    /** @throws SshException with the reason; nothing was executed on the host */
    SshSession open(SshSettings target) throws SshException;

    /**
     * A connection of its own, made now, where {@link #open} may hand out one that was used before.
     *
     * @throws SshException as {@link #open}
     */
    default SshSession openAnew(SshSettings target) throws SshException {
        return open(target);
    }

    @Override
    default void close() {}
}
