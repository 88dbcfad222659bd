// SPDX-License-Identifier: Apache-2.0
package mesh.probe;

import java.io.IOException;
import java.nio.ByteBuffer;

import mesh.net.IpAddress;
import mesh.net.TransportAddress;

/**
 * Hands packets to the WireGuard of this host as if they had come from elsewhere: one that came late through a relay must
 * not draw the peer's endpoint back there. Safe for concurrent use.
 */
public interface PacketInjector extends AutoCloseable {
    /**
     * @param source where the packet pretends to come from
     * @param destination an address of this host, and WireGuard's port
     * @throws IOException if the system refuses
     */
    void inject(TransportAddress source, TransportAddress destination, ByteBuffer payload) throws IOException;

    /**
     * Where packets from {@code remote} arrive, as policy routing has it for what carries the mark.
     *
     * @throws IOException if there is no route to it
     */
    IpAddress localTowards(TransportAddress remote) throws IOException;

    @Override
    void close() throws IOException;
}
