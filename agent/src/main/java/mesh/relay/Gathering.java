// SPDX-License-Identifier: Apache-2.0
package mesh.relay;

/**
 * Whether a loop lets packets gather before it reads. One that never has to wait and finds a packet or two in each read spends
 * its time on system calls and TLS records; a pause of a tenth of a millisecond makes each read, record and write carry
 * several. A loop that has time to wait never pauses. For the loop's thread only.
 */
final class Gathering {
    /** How long a loop pauses. */
    static final long PAUSE_NANOS = 100_000;
    private static final long WINDOW_NANOS = 2_000_000;
    /** A loop that waits less than an eighth of its time is busy. */
    private static final int BUSY_SHARE = 8;
    /** Reads that bring more on average gain nothing by waiting. */
    private static final int SHORT_READ = 8 << 10;
    /** A pause that brings less is not worth its time. */
    private static final int FEW_BYTES = 32 << 10;

    private boolean on;
    private long windowStart;
    private long waited;
    private int rounds;
    private int reads;
    private long bytes;

    boolean isOn() {
        return on;
    }

    /** Something was read. */
    void read(int got) {
        reads++;
        bytes += got;
    }

    /**
     * A round is over.
     *
     * @param waitedNanos that it waited for sockets, the pause aside
     * @param now {@link System#nanoTime}
     */
    void round(long waitedNanos, long now) {
        waited += waitedNanos;
        rounds++;
        if (now - windowStart < WINDOW_NANOS) {
            return;
        }
        on = on
                ? bytes / rounds >= FEW_BYTES
                : waited < (now - windowStart) / BUSY_SHARE && reads > 0 && bytes / reads < SHORT_READ;
        windowStart = now;
        waited = 0;
        rounds = 0;
        reads = 0;
        bytes = 0;
    }
}
