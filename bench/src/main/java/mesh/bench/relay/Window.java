// SPDX-License-Identifier: Apache-2.0
package mesh.bench.relay;

/** How many packets a pair keeps on their way: like TCP's congestion avoidance (RFC 5681), by arrivals and gaps. */
final class Window {
    private static final double FIRST = 10;
    private static final double LEAST = 2;
    /** 90 kB: what a stream of 1 Gb/s holds on a path of 0.7 ms. */
    private static final double MOST = 64;

    private double packets = FIRST;
    /** The gap that halves it next is one behind this packet: one loss, one cut. */
    private long cutUntil;

    int packets() {
        return (int) packets;
    }

    /**
     * A packet arrived.
     *
     * @param missing packets before it that did not
     * @param sent the number of the next packet
     */
    void arrived(long number, long missing, long sent) {
        if (missing <= 0) {
            packets = Math.min(MOST, packets + 1 / packets);
        } else if (number >= cutUntil) {
            packets = Math.max(LEAST, packets / 2);
            cutUntil = sent;
        }
    }

    void lostAll() {
        packets = LEAST;
    }
}
