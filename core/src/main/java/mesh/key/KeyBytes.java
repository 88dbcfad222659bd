// SPDX-License-Identifier: Apache-2.0
package mesh.key;

import java.security.MessageDigest;
import java.util.Base64;

import mesh.value.ValueFormatException;

/** 32 bytes and their one base64 text, shared by all key types. */
final class KeyBytes {
    /** Length of every WireGuard key in bytes. */
    static final int LENGTH = 32;

    private static final int TEXT_LENGTH = 44;

    private final byte[] bytes;

    KeyBytes(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a key has 32 bytes, not " + bytes.length);
        }
        this.bytes = bytes.clone();
    }

    /** Never puts {@code text} into the exception: it may be a secret pasted into the wrong place. */
    static KeyBytes parse(String text, String kind) {
        byte[] decoded = null;
        if (text.length() == TEXT_LENGTH) {
            try {
                decoded = Base64.getDecoder().decode(text);
            } catch (IllegalArgumentException notBase64) {
                decoded = null;
            }
        }
        if (decoded == null || decoded.length != LENGTH || !Base64.getEncoder().encodeToString(decoded).equals(text)) {
            throw new ValueFormatException("(" + text.length() + " characters)",
                    "is not a " + kind + ": 44 characters of base64 for 32 bytes are expected, as wg pubkey prints");
        }
        return new KeyBytes(decoded);
    }

    byte[] copy() {
        return bytes.clone();
    }

    String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    boolean sameAs(KeyBytes other) {
        return MessageDigest.isEqual(bytes, other.bytes);
    }

    int hash() {
        return java.util.Arrays.hashCode(bytes);
    }
}
