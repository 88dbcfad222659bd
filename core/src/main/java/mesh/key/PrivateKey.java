// SPDX-License-Identifier: Apache-2.0
package mesh.key;

/** An interface's Curve25519 private key (RFC 7748); clamped by whoever uses it. Immutable; prints as redacted, compares in constant time. */
public final class PrivateKey {
    private final KeyBytes key;

    private PrivateKey(KeyBytes key) {
        this.key = key;
    }

    /** @throws mesh.value.ValueFormatException if {@code text} is not canonical base64 of 32 bytes; it never holds the text */
    public static PrivateKey parse(String text) {
        return new PrivateKey(KeyBytes.parse(text, "private key"));
    }

    /** @throws IllegalArgumentException if there are not 32 {@code bytes}; they are copied */
    public static PrivateKey of(byte[] bytes) {
        return new PrivateKey(new KeyBytes(bytes));
    }

    /** A fresh copy of the 32 bytes; the caller overwrites it after use. */
    public byte[] bytes() {
        return key.copy();
    }

    /** The secret itself, for a file that only its owner can read. */
    public String revealBase64() {
        return key.base64();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PrivateKey that && key.sameAs(that.key);
    }

    /** The same for all keys, so that no hash of a secret lands anywhere. */
    @Override
    public int hashCode() {
        return PrivateKey.class.hashCode();
    }

    @Override
    public String toString() {
        return "PrivateKey(redacted)";
    }
}
