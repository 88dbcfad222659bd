// SPDX-License-Identifier: Apache-2.0
package mesh.derp;

import java.nio.ByteBuffer;

/** What a relay may know of the packets it carries: their size, and whether they look like a search for a path. */
public final class Packets {
    /** The largest packet, without the frame around it. */
    public static final int MAX_BYTES = 64 << 10;

    /** The first six bytes of a packet by which peers look for a path: "TS" and a speech balloon in UTF-8. */
    private static final long DISCO_MAGIC = 0x5453_f09f_92acL;
    private static final int DISCO_MAGIC_BYTES = 6;
    /** Magic, sender's key, nonce. */
    private static final int DISCO_MIN_BYTES = DISCO_MAGIC_BYTES + 32 + 24;

    private Packets() {}

    /**
     * Whether the {@code length} bytes at {@code from} have the shape of path discovery. Relays queue such packets apart, so
     * that a busy tunnel does not drown the search for a better path, and say so when their destination is not there.
     */
    public static boolean isDisco(ByteBuffer bytes, int from, int length) {
        if (length < DISCO_MIN_BYTES || bytes.get(from) != 0x54) {
            return false;
        }
        long magic = 0;
        for (int i = 0; i < DISCO_MAGIC_BYTES; i++) {
            magic = magic << 8 | bytes.get(from + i) & 0xff;
        }
        return magic == DISCO_MAGIC;
    }

    /** A frame that asks a relay to carry {@code packet}, of which nothing is read after the call. */
    public static byte[] sendFrame(RelayPublicKey destination, ByteBuffer packet) {
        int payload = RelayPublicKey.BYTES + packet.remaining();
        ByteBuffer frame = ByteBuffer.allocate(Frame.HEADER_BYTES + payload);
        frame.put((byte) FrameType.SEND_PACKET.code()).putInt(payload);
        destination.write(frame);
        return frame.put(packet.duplicate()).array();
    }
}
