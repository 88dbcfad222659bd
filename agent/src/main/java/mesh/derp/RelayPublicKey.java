// SPDX-License-Identifier: Apache-2.0
package mesh.derp;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Who somebody is on a relay: a raw X25519 public key (RFC 7748). It is of another type than WireGuard's keys on purpose,
 * since the two must never be the same key. Immutable; ordered by its text.
 */
public final class RelayPublicKey implements Comparable<RelayPublicKey> {
    /** Length on the wire. */
    public static final int BYTES = KeyText.BYTES;

    private final byte[] bytes;
    private final int hash;

    private RelayPublicKey(byte[] bytes) {
        this.bytes = bytes;
        this.hash = Arrays.hashCode(bytes);
    }

    /** @throws mesh.value.ValueFormatException if {@code text} is not 64 lower-case hexadecimal digits */
    public static RelayPublicKey parse(String text) {
        return new RelayPublicKey(KeyText.parse(text, "relay key"));
    }

    /** @throws IllegalArgumentException if there are not 32 {@code bytes}; they are copied */
    public static RelayPublicKey of(byte[] bytes) {
        return new RelayPublicKey(KeyText.checked(bytes));
    }

    /** The next 32 bytes of {@code in}, which must be there. */
    public static RelayPublicKey read(ByteBuffer in) {
        byte[] bytes = new byte[BYTES];
        in.get(bytes);
        return new RelayPublicKey(bytes);
    }

    /** Whether the next 32 bytes of {@code in}, which must be there, are this key. Moves nothing. */
    public boolean isNext(ByteBuffer in) {
        return ByteBuffer.wrap(bytes).equals(in.slice(in.position(), BYTES));
    }

    /** Puts the 32 bytes into {@code out}. */
    public void write(ByteBuffer out) {
        out.put(bytes);
    }

    /** A fresh copy of the 32 bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** 64 hexadecimal digits, as the header Derp-Public-Key has them. */
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public int compareTo(RelayPublicKey other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof RelayPublicKey that && KeyText.same(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return hex();
    }
}
