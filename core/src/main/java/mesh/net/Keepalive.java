// SPDX-License-Identifier: Apache-2.0
package mesh.net;

/**
 * Persistent keepalive in seconds; 0 is off. OpenBSD's ifconfig stops at 43200, Linux at 65535: the smaller rules.
 *
 * @param seconds 0 to 43200
 */
public record Keepalive(int seconds) {
    public static final int MIN = 0;
    public static final int MAX = 43200;

    /** @throws mesh.value.ValueFormatException if {@code seconds} is outside {@value #MIN}..{@value #MAX} */
    public Keepalive {
        Decimal.check(seconds, "persistent keepalive in seconds", MIN, MAX);
    }

    /**
     * @param text decimal digits, without sign and leading zeros
     * @throws mesh.value.ValueFormatException if {@code text} is anything else or outside the range
     */
    public static Keepalive parse(String text) {
        return new Keepalive(Decimal.parse(text, "persistent keepalive in seconds", MIN, MAX));
    }

    @Override
    public String toString() {
        return Integer.toString(seconds);
    }
}
