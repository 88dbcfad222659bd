// SPDX-License-Identifier: Apache-2.0
package mesh.pair;

import mesh.net.TransportAddress;

/**
 * Whether WireGuard's own packets follow the probes. Packets are forced by beats; those count that were sent after both hosts
 * had gone direct, since before that an answer may have come through the relay.
 */
final class Trial {
    /** What came of it. */
    enum Verdict {
        OPEN, WORKS, FAILS
    }

    private static final long LONGEST = Moment.seconds(5);
    private static final int MOST_DRAINING = 60;
    private static final long UNARMED = Moment.millis(3500);

    private final Outbox out;
    private final Beats beats;
    private final Traffic traffic;
    private final TransportAddress endpoint;
    private final long patience;
    private final long endsAt;
    private final Pace pulse = Pace.endless(100, 200);
    private final Pace draining = Pace.endless(10);
    private int left;
    private int fullDrain;
    private long armedAt = Moment.NEVER;
    private long firstBeat = Long.MAX_VALUE;
    private long receivedAtFirst = -1;
    private boolean hasGrown;
    private boolean isAnswered;
    private boolean isThere;

    /** @param patience after both are direct, until a beat is answered */
    Trial(Parts parts, TransportAddress endpoint, long patience, long now) {
        this.out = parts.out();
        this.beats = parts.beats();
        this.traffic = parts.traffic();
        this.endpoint = endpoint;
        this.patience = patience;
        this.endsAt = now + LONGEST;
        pulse.start(now);
    }

    /**
     * The way before was direct too: each packet on it draws WireGuard back, whose answer draws the other side back. So
     * WireGuard is told again and again until none can be under way.
     *
     * @param longest how long a packet and its answer may be under way there
     */
    void drain(long longest, long now) {
        left = fullDrain = (int) Math.min(MOST_DRAINING, 5 + 3 * longest / Moment.millis(10));
        draining.start(now);
    }

    /** The peer is direct too. */
    void arm(long now) {
        if (armedAt == Moment.NEVER) {
            armedAt = now;
            firstBeat = beats.next();
            pulse.start(now);
            left = Math.max(left, fullDrain);
        }
    }

    boolean isArmed() {
        return armedAt != Moment.NEVER;
    }

    void counted(PairEvent.Counted counted) {
        isThere = !counted.onRelay() && counted.endpoint().filter(endpoint::equals).isPresent();
        if (armedAt != Moment.NEVER) {
            receivedAtFirst = receivedAtFirst < 0 ? counted.received() : receivedAtFirst;
            hasGrown = counted.received() > receivedAtFirst;
        }
    }

    void answered(long number) {
        isAnswered |= number >= firstBeat;
    }

    Verdict due(long now) {
        if (isAnswered && hasGrown && isThere) {
            return Verdict.WORKS;
        }
        if (now >= wakeForEnd()) {
            return Verdict.FAILS;
        }
        if (left > 0 && draining.rings(now)) {
            left--;
            out.add(new PairAction.UseDirect(endpoint));
        }
        if (pulse.rings(now)) {
            out.add(new PairAction.Count());
            beats.send(now);
            traffic.beaten(now);
        }
        return Verdict.OPEN;
    }

    private long wakeForEnd() {
        return armedAt == Moment.NEVER ? endsAt - LONGEST + UNARMED : Math.min(endsAt, armedAt + patience);
    }

    long wakeAt() {
        return Moment.earliest(pulse.at(), wakeForEnd(), left > 0 ? draining.at() : Moment.NEVER);
    }
}
