// SPDX-License-Identifier: Apache-2.0
package mesh.key;

/** An interface's Curve25519 private key (RFC 7748); clamped by whoever uses it. */
public final class PrivateKey extends Secret {
    private PrivateKey(KeyBytes key) {
        super(key);
    }

    /** @throws mesh.value.ValueFormatException if {@code text} is not canonical base64 of 32 bytes; it never holds the text */
    public static PrivateKey parse(String text) {
        return new PrivateKey(KeyBytes.parse(text, "private key"));
    }

    /** @throws IllegalArgumentException if there are not 32 {@code bytes}; they are copied */
    public static PrivateKey of(byte[] bytes) {
        return new PrivateKey(new KeyBytes(bytes));
    }
}
