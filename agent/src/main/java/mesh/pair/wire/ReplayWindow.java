// SPDX-License-Identifier: Apache-2.0
package mesh.pair.wire;

/** Takes each sequence number once. What is older than the {@value #WIDTH} newest counts as taken. */
final class ReplayWindow {
    static final int WIDTH = 64;

    private long newest;
    /** Bit {@code i} is set if {@code newest - i} was taken. */
    private long taken;

    /** Whether {@code sequence} had not been taken; it is from then on. Numbers begin with 1. */
    boolean take(long sequence) {
        if (sequence <= 0) {
            return false;
        }
        long ahead = sequence - newest;
        if (ahead > 0) {
            taken = ahead < WIDTH ? taken << ahead : 0;
            taken |= 1;
            newest = sequence;
            return true;
        }
        if (-ahead >= WIDTH || (taken >>> -ahead & 1) != 0) {
            return false;
        }
        taken |= 1L << -ahead;
        return true;
    }
}
