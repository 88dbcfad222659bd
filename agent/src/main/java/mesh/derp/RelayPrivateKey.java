// SPDX-License-Identifier: Apache-2.0
package mesh.derp;

import java.util.Arrays;
import java.util.HexFormat;

import org.bouncycastle.math.ec.rfc7748.X25519;

import mesh.key.KeySource;

/**
 * The secret half of a relay identity, of a relay or of one of its clients: a raw X25519 scalar (RFC 7748). Compares in
 * constant time, prints as redacted, never hashes its content. {@link #close} overwrites it; it is of no use afterwards.
 */
public final class RelayPrivateKey implements AutoCloseable {
    private final byte[] scalar;
    private final RelayPublicKey publicKey;
    private volatile boolean closed;

    private RelayPrivateKey(byte[] scalar) {
        this.scalar = scalar;
        byte[] point = new byte[KeyText.BYTES];
        X25519.scalarMultBase(scalar, 0, point, 0);
        this.publicKey = RelayPublicKey.of(point);
    }

    /** @throws mesh.value.ValueFormatException if {@code text} is not 64 lower-case hexadecimal digits; it never holds them */
    public static RelayPrivateKey parse(String text) {
        return new RelayPrivateKey(KeyText.parse(text, "private relay key"));
    }

    /** @throws IllegalArgumentException if there are not 32 {@code bytes}; they are copied */
    public static RelayPrivateKey of(byte[] bytes) {
        return new RelayPrivateKey(KeyText.checked(bytes));
    }

    /** A key that nobody had before. */
    public static RelayPrivateKey generate(KeySource source) {
        byte[] bytes = source.random32();
        RelayPrivateKey key = of(bytes);
        Arrays.fill(bytes, (byte) 0);
        return key;
    }

    public RelayPublicKey publicKey() {
        return publicKey;
    }

    /**
     * The X25519 shared secret with {@code other}, which the caller overwrites after use.
     *
     * @throws IllegalArgumentException if {@code other} is a point of small order, for which the secret is known to all
     * @throws IllegalStateException if this key is closed
     */
    byte[] agree(RelayPublicKey other) {
        if (closed) {
            throw new IllegalStateException("the private relay key was closed");
        }
        byte[] shared = new byte[KeyText.BYTES];
        if (!X25519.calculateAgreement(scalar, 0, other.bytes(), 0, shared, 0)) {
            throw new IllegalArgumentException("a relay key of small order");
        }
        return shared;
    }

    /** The secret itself in 64 hexadecimal digits, for a file that only its owner can read. */
    public String revealHex() {
        return HexFormat.of().formatHex(scalar);
    }

    @Override
    public void close() {
        closed = true;
        Arrays.fill(scalar, (byte) 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RelayPrivateKey that && KeyText.same(scalar, that.scalar);
    }

    /** The same for all private keys, so that no hash of one lands anywhere. */
    @Override
    public int hashCode() {
        return RelayPrivateKey.class.hashCode();
    }

    @Override
    public String toString() {
        return "RelayPrivateKey(redacted)";
    }
}
