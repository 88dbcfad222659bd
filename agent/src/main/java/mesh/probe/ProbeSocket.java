// SPDX-License-Identifier: Apache-2.0
package mesh.probe;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import mesh.net.TransportAddress;

/**
 * WireGuard's port, shared with WireGuard. An open window costs every UDP packet of the host a copy of its head in the
 * kernel, so it is open only while something is expected. Safe for concurrent use.
 */
public interface ProbeSocket extends AutoCloseable {
    /** How probes begin: what DERP relays take for path discovery, and WireGuard for nothing of its own. */
    List<Byte> MAGIC = List.of((byte) 0x54, (byte) 0x53, (byte) 0xf0, (byte) 0x9f, (byte) 0x92, (byte) 0xac);

    /** Who is told what came. */
    interface Listener {
        /** Called by one thread of the socket, which waits meanwhile. */
        void received(TransportAddress source, byte[] payload);
    }

    /**
     * Sends a UDP packet from WireGuard's port. Never waits.
     *
     * @param whole the packet must not be cut in pieces on its way (IPv4's DF); it is lost where it is too long
     * @throws IOException if the system refuses: no route, no permission, longer than the interface takes
     */
    void send(TransportAddress destination, byte[] payload, boolean whole) throws IOException;

    /**
     * Opens or closes the window in which packets are received. Closed at the start; doing it again does nothing.
     *
     * @throws IOException if the system refuses
     */
    void listening(boolean wanted) throws IOException;

    /** Why nothing can be sent or received here at all; empty where it can. */
    default Optional<String> problem() {
        return Optional.empty();
    }

    @Override
    void close() throws IOException;
}
