// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import mesh.model.SshSettings;

/** A way of opening connections. Implementations are safe for concurrent use. */
public interface Transport extends AutoCloseable {
    /** @throws SshException with the reason; nothing was executed on the host */
    SshSession open(SshSettings target) throws SshException;

    @Override
    default void close() {}
}
