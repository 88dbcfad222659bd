// SPDX-License-Identifier: Apache-2.0
package mesh.key;

import org.bouncycastle.math.ec.rfc7748.X25519;

/** A peer's Curve25519 public key (RFC 7748). Immutable; ordered by its base64 text. */
public final class PublicKey implements Comparable<PublicKey> {
    private final KeyBytes key;

    private PublicKey(KeyBytes key) {
        this.key = key;
    }

    /** @throws mesh.value.ValueFormatException if {@code text} is not canonical base64 of 32 bytes */
    public static PublicKey parse(String text) {
        return new PublicKey(KeyBytes.parse(text, "public key"));
    }

    /** The public half of {@code privateKey}: one X25519 scalar multiplication of the base point. */
    public static PublicKey of(PrivateKey privateKey) {
        byte[] scalar = privateKey.bytes();
        byte[] point = new byte[KeyBytes.LENGTH];
        X25519.scalarMultBase(scalar, 0, point, 0);
        java.util.Arrays.fill(scalar, (byte) 0);
        return new PublicKey(new KeyBytes(point));
    }

    /** A fresh copy of the 32 bytes. */
    public byte[] bytes() {
        return key.copy();
    }

    /** The 44 characters that {@code wg} and {@code ifconfig} use. */
    public String base64() {
        return key.base64();
    }

    @Override
    public int compareTo(PublicKey other) {
        return base64().compareTo(other.base64());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PublicKey that && key.sameAs(that.key);
    }

    @Override
    public int hashCode() {
        return key.hash();
    }

    @Override
    public String toString() {
        return base64();
    }
}
