// SPDX-License-Identifier: Apache-2.0
package mesh.key;

/** The symmetric key that two peers mix into their handshake (wg(8), PresharedKey). */
public final class PresharedKey extends Secret {
    private PresharedKey(KeyBytes key) {
        super(key);
    }

    /** @throws mesh.value.ValueFormatException if {@code text} is not canonical base64 of 32 bytes; it never holds the text */
    public static PresharedKey parse(String text) {
        return new PresharedKey(KeyBytes.parse(text, "preshared key"));
    }

    /** @throws IllegalArgumentException if there are not 32 {@code bytes}; they are copied */
    public static PresharedKey of(byte[] bytes) {
        return new PresharedKey(new KeyBytes(bytes));
    }
}
