// SPDX-License-Identifier: Apache-2.0
package mesh.key;

import java.util.Arrays;
import java.util.HexFormat;

import mesh.value.ValueFormatException;

/**
 * Who somebody is on a relay: a raw X25519 public key (RFC 7748). It is of another type than WireGuard's on purpose: the
 * two are never the same key. Immutable; ordered by its text.
 */
public final class RelayKey implements Comparable<RelayKey> {
    private static final String PREFIX = "nodekey:";
    private static final int DIGITS = 2 * KeyBytes.LENGTH;

    private final KeyBytes key;

    private RelayKey(KeyBytes key) {
        this.key = key;
    }

    /**
     * 64 lower-case hexadecimal digits, with {@code nodekey:} before them or not, as DERP clients write their keys.
     *
     * @throws ValueFormatException if {@code text} is neither; it never holds the text, which may be a secret pasted into
     *         the wrong place
     */
    public static RelayKey parse(String text) {
        String digits = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text;
        boolean valid = digits.length() == DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
        if (!valid) {
            throw new ValueFormatException("(" + text.length() + " characters)",
                    "is not a relay key: 64 lower-case hexadecimal digits are expected");
        }
        return new RelayKey(new KeyBytes(HexFormat.of().parseHex(digits)));
    }

    /** 64 lower-case hexadecimal digits. */
    public String hex() {
        byte[] bytes = key.copy();
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public int compareTo(RelayKey other) {
        return Arrays.compareUnsigned(key.copy(), other.key.copy());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RelayKey that && key.sameAs(that.key);
    }

    @Override
    public int hashCode() {
        return key.hash();
    }

    @Override
    public String toString() {
        return hex();
    }
}
