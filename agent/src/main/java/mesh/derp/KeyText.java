// SPDX-License-Identifier: Apache-2.0
package mesh.derp;

import java.security.MessageDigest;
import java.util.HexFormat;

import mesh.value.ValueFormatException;

/** 32 bytes as DERP writes them: 64 lower-case hexadecimal digits. */
final class KeyText {
    static final int BYTES = 32;
    private static final int DIGITS = 2 * BYTES;

    private KeyText() {}

    /** The text is never put into the exception: it may be a secret pasted into the wrong place. */
    static byte[] parse(String text, String kind) {
        boolean valid = text.length() == DIGITS
                && text.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
        if (!valid) {
            throw new ValueFormatException("(" + text.length() + " characters)",
                    "is not a " + kind + ": 64 lower-case hexadecimal digits are expected");
        }
        return HexFormat.of().parseHex(text);
    }

    static byte[] checked(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a key has 32 bytes, not " + bytes.length);
        }
        return bytes.clone();
    }

    static boolean same(byte[] one, byte[] other) {
        return MessageDigest.isEqual(one, other);
    }
}
