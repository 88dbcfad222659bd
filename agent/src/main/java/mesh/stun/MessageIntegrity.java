// SPDX-License-Identifier: Apache-2.0
package mesh.stun;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * MESSAGE-INTEGRITY (RFC 8489 section 14.5): HMAC-SHA1 of all before it, with the header's length counted up to its end.
 * The key is a password (short-term credentials) or MD5 of {@code user:realm:password} (long-term ones).
 */
public final class MessageIntegrity {
    static final int TYPE = 0x0008;
    static final int VALUE_BYTES = 20;

    private static final int ATTRIBUTE_BYTES = 4 + VALUE_BYTES;

    private MessageIntegrity() {}

    /** Of the first {@code length} bytes, which are a message that ends before the attribute. */
    static byte[] of(byte[] packet, int length, byte[] key) {
        byte[] covered = Arrays.copyOf(packet, length);
        int counted = length - StunDecoder.HEADER_BYTES + ATTRIBUTE_BYTES;
        ByteBuffer.wrap(covered).putShort(2, (short) counted);
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
            return mac.doFinal(covered);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has HmacSHA1", missing);
        }
    }

    /**
     * Whether the message was made by somebody with {@code key}; compares in constant time.
     *
     * @param packet a message that {@link StunDecoder#decode} takes
     * @return empty when it has no such attribute
     */
    public static Optional<Boolean> holds(byte[] packet, byte[] key) {
        ByteBuffer in = ByteBuffer.wrap(packet);
        int at = StunDecoder.HEADER_BYTES;
        while (at + 4 <= packet.length) {
            int length = Short.toUnsignedInt(in.getShort(at + 2));
            if (in.getShort(at) == TYPE && length == VALUE_BYTES && at + ATTRIBUTE_BYTES <= packet.length) {
                byte[] found = Arrays.copyOfRange(packet, at + 4, at + ATTRIBUTE_BYTES);
                return Optional.of(MessageDigest.isEqual(found, of(packet, at, key)));
            }
            at += 4 + (length + 3 & ~3);
        }
        return Optional.empty();
    }
}
