// SPDX-License-Identifier: Apache-2.0
package mesh.net;

/**
 * An interface's MTU in bytes; 1280 is what IPv6 needs (RFC 8200 section 5), 9000 what wg(4) of OpenBSD accepts.
 *
 * @param bytes 1280 to 9000
 */
public record Mtu(int bytes) {
    public static final int MIN = 1280;
    public static final int MAX = 9000;

    /** @throws mesh.value.ValueFormatException if {@code bytes} is outside {@value #MIN}..{@value #MAX} */
    public Mtu {
        Decimal.check(bytes, "MTU in bytes", MIN, MAX);
    }

    /**
     * @param text decimal digits, without sign and leading zeros
     * @throws mesh.value.ValueFormatException if {@code text} is anything else or outside the range
     */
    public static Mtu parse(String text) {
        return new Mtu(Decimal.parse(text, "MTU in bytes", MIN, MAX));
    }

    @Override
    public String toString() {
        return Integer.toString(bytes);
    }
}
