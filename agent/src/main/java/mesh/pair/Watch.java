// SPDX-License-Identifier: Apache-2.0
package mesh.pair;

import java.util.Optional;

/**
 * Watches a direct path by beats inside the tunnel, while there is traffic. A beat that is not answered in time is followed by
 * more; if none is answered for 3.5 s, and the peer's agent is there, the path is given up. Where the agent is not there, the
 * relay would be no better.
 */
final class Watch {
    static final long SPACING = Moment.seconds(3);
    private static final long PATIENCE = Moment.millis(3500);
    private static final long DOUBT_AFTER = Moment.millis(500);
    private static final long DOUBT_SPACING = Moment.millis(350);
    private static final long URGENT_SPACING = Moment.millis(100);
    private static final long URGENT_PATIENCE = Moment.millis(400);
    /** For an agent that has just begun. */
    private static final long RESTART_PATIENCE = Moment.millis(1000);
    private static final long COUNT_IN_USE = Moment.seconds(3);
    private static final long COUNT_IN_DOUBT = Moment.millis(500);
    private static final long COUNT_IDLE = Moment.seconds(5);
    /** Keepalives of two rounds are lost then. */
    private static final long NOTHING_CAME = Moment.seconds(60);

    private final Outbox out;
    private final Reach reach;
    private final Beats beats;
    private final Traffic traffic;
    private final long begunAt;
    private long countedAt;
    /** Since when beats were waiting when relays were doubted. */
    private long doubted = Moment.NEVER;
    private long urgentSince = Moment.NEVER;
    private FallbackReason urgentReason = FallbackReason.NETWORK_CHANGED;

    Watch(Parts parts, long now) {
        this.out = parts.out();
        this.reach = parts.reach();
        this.beats = parts.beats();
        this.traffic = parts.traffic();
        this.begunAt = now;
        this.countedAt = now;
        beats.forget();
    }

    /** The path may be gone, for that reason: shown by a few beats, at once. */
    void hurry(FallbackReason reason, long now) {
        beats.forget();
        urgentSince = now;
        urgentReason = reason;
        beat(now);
    }

    void answered() {
        urgentSince = Moment.NEVER;
    }

    /** Counts and beats if it is time. Present if the path is to be given up. */
    Optional<FallbackReason> due(long now) {
        if (now >= countAt(now)) {
            countedAt = now;
            out.add(new PairAction.Count());
        }
        if (now >= beatAt(now)) {
            beat(now);
        }
        return urgentSince == Moment.NEVER ? silence(now) : urgency(now);
    }

    private Optional<FallbackReason> urgency(long now) {
        boolean isThere = reach.toldSince(urgentSince);
        if (!isThere) {
            reach.ask(now);
        }
        if (now < urgentEnd()) {
            return Optional.empty();
        }
        if (isThere && reach.canTell()) {
            urgentSince = Moment.NEVER;
            return Optional.of(urgentReason);
        }
        if (now - urgentSince > PATIENCE) {
            urgentSince = Moment.NEVER;
        }
        return Optional.empty();
    }

    private Optional<FallbackReason> silence(long now) {
        long waiting = beats.waitingSince();
        if (waiting == Moment.NEVER || now - waiting < DOUBT_AFTER) {
            return Optional.empty();
        }
        if (doubted != waiting) {
            doubted = waiting;
            out.add(new PairAction.DoubtRelays());
        }
        if (!reach.toldSince(waiting) && isDoubtful(now)) {
            reach.ask(now);
        }
        if (now - waiting < PATIENCE) {
            return Optional.empty();
        }
        if (reach.canTell() && reach.toldSince(waiting)) {
            return Optional.of(traffic.receivedAt() > waiting + DOUBT_AFTER
                    ? FallbackReason.SILENT
                    : FallbackReason.ONE_WAY);
        }
        if (traffic.isIdle(now)) {
            beats.forget();
        }
        return Optional.empty();
    }

    private void beat(long now) {
        beats.send(now);
        traffic.beaten(now);
    }

    private boolean isDoubtful(long now) {
        long waiting = beats.waitingSince();
        return waiting != Moment.NEVER && now - waiting >= DOUBT_AFTER;
    }

    private long countAt(long now) {
        if (urgentSince != Moment.NEVER || isDoubtful(now) && now - beats.waitingSince() < PATIENCE) {
            return countedAt + COUNT_IN_DOUBT;
        }
        return countedAt + (traffic.isIdle(now) ? COUNT_IDLE : COUNT_IN_USE);
    }

    private long beatAt(long now) {
        long waiting = beats.waitingSince();
        if (urgentSince != Moment.NEVER) {
            return beats.sentAt() + URGENT_SPACING;
        }
        if (waiting != Moment.NEVER && now - waiting < PATIENCE) {
            return Math.max(waiting + DOUBT_AFTER, beats.sentAt() + DOUBT_SPACING);
        }
        if (!traffic.isIdle(now)) {
            return beats.sentAt() + SPACING;
        }
        return reach.isGone()
                ? Moment.NEVER
                : Math.max(Math.max(begunAt, traffic.receivedAt()), beats.sentAt()) + NOTHING_CAME;
    }

    private long urgentEnd() {
        return urgentSince + 2 * beats.roundTripNanos()
                + (urgentReason == FallbackReason.RESTARTED ? RESTART_PATIENCE : URGENT_PATIENCE);
    }

    /** @param now for what depends on traffic */
    long wakeAt(long now) {
        long wake = Moment.earliest(countAt(now), beatAt(now));
        if (urgentSince != Moment.NEVER) {
            return now < urgentEnd() ? Math.min(wake, urgentEnd()) : wake;
        }
        long waiting = beats.waitingSince();
        return waiting == Moment.NEVER || now - waiting >= PATIENCE ? wake : Math.min(wake, waiting + PATIENCE);
    }
}
