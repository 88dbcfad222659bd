// SPDX-License-Identifier: Apache-2.0
package mesh.pair;

/** Something done again and again: at once, then after each of some waits. Stopped at first. */
final class Pace {
    private final long[] waits;
    private final boolean isEndless;
    private int step;
    private long at = Moment.NEVER;

    private Pace(boolean isEndless, int... waitsMillis) {
        this.isEndless = isEndless;
        this.waits = new long[waitsMillis.length];
        for (int i = 0; i < waits.length; i++) {
            waits[i] = Moment.millis(waitsMillis[i]);
        }
    }

    /** Once more than there are waits. */
    static Pace times(int... waitsMillis) {
        return new Pace(false, waitsMillis);
    }

    /** The last wait is repeated. */
    static Pace endless(int... waitsMillis) {
        return new Pace(true, waitsMillis);
    }

    /** From the beginning, first at {@code moment}. */
    void start(long moment) {
        step = 0;
        at = moment;
    }

    void stop() {
        at = Moment.NEVER;
    }

    boolean isRunning() {
        return at != Moment.NEVER;
    }

    /** Whether it is to be done; the next time is after the next wait then. */
    boolean rings(long now) {
        if (now < at) {
            return false;
        }
        boolean isOver = step == waits.length && !isEndless;
        at = isOver ? Moment.NEVER : now + waits[Math.min(step, waits.length - 1)];
        step = Math.min(step + 1, waits.length);
        return true;
    }

    long at() {
        return at;
    }
}
