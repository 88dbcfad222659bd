// SPDX-License-Identifier: Apache-2.0
package mesh.stun;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** FINGERPRINT (RFC 8489 section 14.7): tells STUN from other packets on a port; no protection against anybody. */
final class Fingerprint {
    static final int TYPE = 0x8028;
    static final int VALUE_BYTES = 4;

    private static final int MIX = 0x5354_554e;

    private Fingerprint() {}

    /** Of {@code length} bytes whose header counts the attribute already. */
    static int of(byte[] packet, int length) {
        CRC32 crc = new CRC32();
        crc.update(packet, 0, length);
        return (int) crc.getValue() ^ MIX;
    }

    /** Whether the attribute at {@code at} holds the value of all before it. */
    static boolean isRight(byte[] packet, int at) {
        return ByteBuffer.wrap(packet).getInt(at + 4) == of(packet, at);
    }
}
