// SPDX-License-Identifier: Apache-2.0
package mesh.pair;

/** So many of something in a second, and some at once after a silence. */
final class Allowance {
    private final long nanosForOne;
    private final long atOnce;
    private boolean isFresh = true;
    private long left;
    private long filledAt;

    Allowance(int perSecond, int atOnce) {
        this.nanosForOne = Moment.seconds(1) / perSecond;
        this.atOnce = atOnce;
    }

    /** Whether there may be one more; it counts if so. */
    boolean take(long now) {
        long more = (now - filledAt) / nanosForOne;
        if (isFresh || more >= atOnce - left) {
            isFresh = false;
            left = atOnce;
            filledAt = now;
        } else {
            left += more;
            filledAt += more * nanosForOne;
        }
        return left > 0 && left-- > 0;
    }
}
