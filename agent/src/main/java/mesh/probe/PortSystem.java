// SPDX-License-Identifier: Apache-2.0
package mesh.probe;

import java.io.IOException;
import java.util.List;

import mesh.net.TransportAddress;

/** How a system shares a port: what {@link WindowedProbeSocket} does not know. Called under its lock. */
interface PortSystem {
    /** Opens what packets come from. */
    List<PacketSource> open() throws IOException;

    /** @param open the sources of the window, none while it is closed; some may have failed and be closed */
    void send(List<PacketSource> open, TransportAddress destination, byte[] payload, boolean whole)
            throws IOException;

    /** O_CLOEXEC. */
    int closeOnExec();

    /** Gives back what is held besides windows. */
    void close();
}
