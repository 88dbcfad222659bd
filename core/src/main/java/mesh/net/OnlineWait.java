// SPDX-License-Identifier: Apache-2.0
package mesh.net;

/**
 * How long a host's system waits for the first answer through the mesh, in seconds; 0 is not at all.
 *
 * @param seconds 0 to 3600
 */
public record OnlineWait(int seconds) {
    public static final int MIN = 0;
    public static final int MAX = 3600;
    private static final String WHAT = "time to wait for the mesh in seconds";

    /** @throws mesh.value.ValueFormatException if {@code seconds} is outside {@value #MIN}..{@value #MAX} */
    public OnlineWait {
        Decimal.check(seconds, WHAT, MIN, MAX);
    }

    /**
     * @param text decimal digits, without sign and leading zeros
     * @throws mesh.value.ValueFormatException if {@code text} is anything else or outside the range
     */
    public static OnlineWait parse(String text) {
        return new OnlineWait(Decimal.parse(text, WHAT, MIN, MAX));
    }

    @Override
    public String toString() {
        return Integer.toString(seconds);
    }
}
