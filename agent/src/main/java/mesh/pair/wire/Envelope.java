// SPDX-License-Identifier: Apache-2.0
package mesh.pair.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

import mesh.derp.NaclBox;
import mesh.derp.RelayPublicKey;

/** What stands outside of the sealed part of a message: who claims to have sent it. */
public final class Envelope {
    private static final byte[] MAGIC = {0x54, 0x53, (byte) 0xf0, (byte) 0x9f, (byte) 0x92, (byte) 0xac};
    private static final int HEAD_BYTES = MAGIC.length + RelayPublicKey.BYTES;

    /** Bytes of an envelope with nothing in it. */
    public static final int EMPTY_BYTES = HEAD_BYTES + NaclBox.NONCE_BYTES + NaclBox.TAG_BYTES;

    private Envelope() {}

    /** Whether it begins like an envelope. No packet of WireGuard and no STUN message does. */
    public static boolean looksLikeOne(byte[] bytes) {
        return bytes.length >= MAGIC.length && Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    /** Who claims to have sent it; only opening it shows whether that is true. Empty if it is no envelope. */
    public static Optional<RelayPublicKey> sender(byte[] bytes) {
        return looksLikeOne(bytes) && bytes.length > EMPTY_BYTES
                ? Optional.of(RelayPublicKey.of(Arrays.copyOfRange(bytes, MAGIC.length, HEAD_BYTES)))
                : Optional.empty();
    }

    static byte[] around(RelayPublicKey sender, byte[] box) {
        ByteBuffer out = ByteBuffer.allocate(HEAD_BYTES + box.length).put(MAGIC);
        sender.write(out);
        return out.put(box).array();
    }

    static byte[] box(byte[] envelope) {
        return Arrays.copyOfRange(envelope, HEAD_BYTES, envelope.length);
    }
}
