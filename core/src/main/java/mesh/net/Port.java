// SPDX-License-Identifier: Apache-2.0
package mesh.net;

/**
 * A UDP or TCP port.
 *
 * @param number 1 to 65535
 */
public record Port(int number) {
    public static final int MIN = 1;
    public static final int MAX = 65535;

    /** @throws mesh.value.ValueFormatException if {@code number} is outside {@value #MIN}..{@value #MAX} */
    public Port {
        Decimal.check(number, "port", MIN, MAX);
    }

    /**
     * @param text decimal digits, without sign and leading zeros
     * @throws mesh.value.ValueFormatException if {@code text} is anything else or outside the range
     */
    public static Port parse(String text) {
        return new Port(Decimal.parse(text, "port", MIN, MAX));
    }

    @Override
    public String toString() {
        return Integer.toString(number);
    }
}
