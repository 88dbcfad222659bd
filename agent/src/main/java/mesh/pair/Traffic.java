// SPDX-License-Identifier: Apache-2.0
package mesh.pair;

/**
 * Whether people use the pair: WireGuard's bytes without what WireGuard and the agents say by themselves. What is beyond that
 * adds up, since a beat may be counted sooner or later than it is expected. A pair without traffic for 45 s is idle.
 */
final class Traffic {
    static final long IDLE_AFTER = Moment.seconds(45);

    /** A beat or its answer, padded and sealed: a little more than most are. */
    private static final long BEAT_BYTES = 112;
    private static final long BEAT_SPACING = Moment.seconds(3);
    /** Two keepalives in that time: the one that was asked for, and that which says that data arrived. */
    private static final long KEEPALIVE_BYTES = 64;
    private static final long KEEPALIVE_SPACING = Moment.seconds(25);
    private static final long HANDSHAKE_BYTES = 148 + 92 + 32;
    /** How long the peer may go on beating after this host has stopped. */
    private static final long GRACE = Moment.seconds(15);
    /** Beyond what is expected, and still no traffic. */
    private static final long SLACK_BYTES = 2 * BEAT_BYTES;

    private long usedAt = Moment.LONG_AGO;
    private long received;
    private long sent;
    private long handshake;
    private long countedAt = Moment.LONG_AGO;
    private long receivedAt = Moment.LONG_AGO;
    private long beatAt = Moment.LONG_AGO;
    private long beats;
    private long excess;

    void relayed(long now) {
        usedAt = now;
    }

    void beaten(long now) {
        beats++;
        beatAt = now;
    }

    void counted(PairEvent.Counted counted, long now) {
        long in = counted.received() - received;
        long out = counted.sent() - sent;
        boolean isComparable = countedAt != Moment.LONG_AGO && in >= 0 && out >= 0;
        if (isComparable) {
            excess = Math.max(0, excess + Math.max(in, out) - expected(counted, now));
        }
        if (excess > SLACK_BYTES) {
            usedAt = now;
            excess = 0;
        }
        if (isComparable && in > 0) {
            receivedAt = now;
        }
        received = counted.received();
        sent = counted.sent();
        handshake = counted.handshakeSeconds();
        countedAt = now;
        beats = 0;
    }

    private long expected(PairEvent.Counted counted, long now) {
        long elapsed = now - countedAt;
        long ofPeer = now - beatAt < GRACE ? elapsed * BEAT_BYTES / BEAT_SPACING : 0;
        return beats * BEAT_BYTES + ofPeer + elapsed * KEEPALIVE_BYTES / KEEPALIVE_SPACING
                + (counted.handshakeSeconds() == handshake ? 0 : HANDSHAKE_BYTES);
    }

    boolean isIdle(long now) {
        return now - usedAt > IDLE_AFTER;
    }

    /** When bytes of the peer were seen to have come, be they of whatever. */
    long receivedAt() {
        return receivedAt;
    }
}
