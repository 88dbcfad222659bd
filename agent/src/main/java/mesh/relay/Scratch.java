// SPDX-License-Identifier: Apache-2.0
package mesh.relay;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import mesh.derp.Frame;
import mesh.derp.Packets;

/**
 * A loop's buffers, which all its connections use in turn, and the connections that it has queued something for. So an idle
 * connection owns no buffer. For the loop's thread only.
 */
final class Scratch {
    private static final int LARGEST_FRAME = Frame.HEADER_BYTES + 64 + Packets.MAX_BYTES;
    private static final int READ = 64 << 10;
    private static final int RECORD = 17 << 10;

    /** As it comes from a socket: a rest and one read. */
    final ByteBuffer netIn = ByteBuffer.allocate(RECORD + READ);
    /** Out of TLS: an incomplete frame, and what one step of decryption gives. */
    final ByteBuffer plainIn = ByteBuffer.allocate(LARGEST_FRAME + RECORD + READ);
    /** Out of WebSocket. */
    final ByteBuffer streamIn = ByteBuffer.allocate(LARGEST_FRAME + RECORD + READ);
    /** A batch of frames. */
    final ByteBuffer plainOut = ByteBuffer.allocate(LARGEST_FRAME + READ + RECORD);
    /** The same in TLS, with room for the overhead of each record. */
    final ByteBuffer netOut = ByteBuffer.allocate(LARGEST_FRAME + READ + 2 * RECORD);

    /** {@link System#nanoTime}, read once for each event. */
    long now = System.nanoTime();

    final Gathering gathering = new Gathering();

    private final List<Connection> touched = new ArrayList<>();

    /** Something was queued for {@code connection}; it is written before the loop waits again. */
    void touch(Connection connection) {
        if (!connection.touchedBy(this)) {
            touched.add(connection);
        }
    }

    void flushTouched() {
        for (int i = 0; i < touched.size(); i++) {
            Connection connection = touched.get(i);
            connection.untouch(this);
            connection.flush(this);
        }
        touched.clear();
    }
}
