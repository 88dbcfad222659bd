// SPDX-License-Identifier: Apache-2.0
package mesh.key;

/** The symmetric key that two peers mix into their handshake (wg(8), PresharedKey). Immutable; prints as redacted, compares in constant time. */
public final class PresharedKey {
    private final KeyBytes key;

    private PresharedKey(KeyBytes key) {
        this.key = key;
    }

    /** @throws mesh.value.ValueFormatException if {@code text} is not canonical base64 of 32 bytes; it never holds the text */
    public static PresharedKey parse(String text) {
        return new PresharedKey(KeyBytes.parse(text, "preshared key"));
    }

    /** @throws IllegalArgumentException if there are not 32 {@code bytes}; they are copied */
    public static PresharedKey of(byte[] bytes) {
        return new PresharedKey(new KeyBytes(bytes));
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
        return other instanceof PresharedKey that && key.sameAs(that.key);
    }

    /** The same for all keys, so that no hash of a secret lands anywhere. */
    @Override
    public int hashCode() {
        return PresharedKey.class.hashCode();
    }

    @Override
    public String toString() {
        return "PresharedKey(redacted)";
    }
}
