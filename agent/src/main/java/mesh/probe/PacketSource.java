// SPDX-License-Identifier: Apache-2.0
package mesh.probe;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;

import mesh.libc.Descriptor;

/** Something open that packets come from. */
interface PacketSource extends AutoCloseable {
    /** What tells by poll(2) that there are some. */
    Descriptor descriptor();

    /**
     * Reads what is there, without waiting.
     *
     * @param buffer of {@link #bufferBytes} at least, to work in
     * @return UDP packets to WireGuard's port, for whomever
     * @throws IOException if it failed, for once or for good
     */
    List<UdpPacket.Received> read(MemorySegment buffer) throws IOException;

    long bufferBytes();

    @Override
    void close();
}
