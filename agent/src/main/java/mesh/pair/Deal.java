// SPDX-License-Identifier: Apache-2.0
package mesh.pair;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import mesh.net.TransportAddress;

/**
 * What both hosts agree on: which way, and that it is over. The leader offers a way that both proved; the other goes direct
 * and says so, then the leader does and says so. Either falls back, at once, and tells until the other has done the same. An
 * epoch is one such agreement; what is said of earlier ones is void.
 */
final class Deal {
    /** Between the first way that is proved and the choice, in case that a better one is proved meanwhile. */
    private static final long SETTLING = Moment.millis(100);
    private static final long NEAR = Moment.millis(3);
    private static final long SHORT_LIVED = Moment.seconds(60);
    private static final long PATIENCE = Moment.millis(1200);
    /**
     * Where no beat was answered lately: there may be no session yet, and a handshake that is lost is repeated after 5 s. And
     * from one direct way to another: packets on the earlier one draw WireGuard back for a while, and nothing is lost.
     */
    private static final long LONG_PATIENCE = Moment.millis(4500);
    private static final long WARM = Moment.seconds(60);
    private static final long INHERITED_PATIENCE = Moment.millis(800);

    /** Reasons for which a way that did not live long is to be left alone for a while. */
    private static final Set<FallbackReason> BLAMED = EnumSet.of(FallbackReason.SILENT, FallbackReason.ONE_WAY,
            FallbackReason.ROAMED);

    private final Parts parts;
    private final Reach reach;
    private final Search search;
    private final Beats beats;
    private final Line line;
    private final boolean isLeader;
    private int epoch;
    private int highest;
    private boolean isForgotten = true;
    private long bestSince = Moment.NEVER;
    private Optional<Offer> offer = Optional.empty();
    private Optional<Retreat> retreat = Optional.empty();
    private Optional<Trial> trial = Optional.empty();
    private FallbackReason lastReason = FallbackReason.RESTARTED;

    Deal(Parts parts) {
        this.parts = parts;
        this.reach = parts.reach();
        this.search = parts.search();
        this.beats = parts.beats();
        this.line = parts.line();
        this.isLeader = parts.isLeader();
    }

    /** A way that the leader would rather use: told to the other, after a moment. */
    void consider(Optional<Path> best, long now) {
        if (!isLeader || offer.isPresent() || retreat.isPresent() || !reach.canTell() || trial.isPresent()) {
            bestSince = Moment.NEVER;
            return;
        }
        if (best.isEmpty()) {
            bestSince = Moment.NEVER;
        } else if (bestSince == Moment.NEVER) {
            bestSince = now;
        }
        if (best.isPresent() && (now - bestSince >= SETTLING || best.get().roundTrip() < NEAR)) {
            bestSince = Moment.NEVER;
            highest++;
            offer = Optional.of(new Offer(highest, best.get().way().orElseThrow(), now));
        }
    }

    /** The leader offers a way. Nothing is believed that was not proved here too. */
    void offered(ControlMessage.Switch change, long now) {
        Way way = new Way(change.yours(), change.mine());
        if (isLeader) {
            return;
        }
        if (change.epoch() == epoch && !isForgotten && line.state() != PairState.RELAY) {
            reach.tell(new ControlMessage.SwitchAck(epoch));
        } else if ((change.epoch() > epoch || isForgotten) && search.isProved(way, now)) {
            retreat = Optional.empty();
            agree(way, change.epoch(), now);
            reach.tell(new ControlMessage.SwitchAck(epoch));
        }
    }

    /** The other side is direct. */
    void accepted(int which, long now) {
        if (!isLeader) {
            trial.filter(_ -> which == epoch).ifPresent(running -> running.arm(now));
        } else if (offer.filter(made -> made.epoch() == which && search.isProved(made.way(), now)).isPresent()) {
            Way way = offer.orElseThrow().way();
            offer = Optional.empty();
            agree(way, which, now);
            reach.tell(new ControlMessage.SwitchAck(which));
            trial.orElseThrow().arm(now);
        } else if (which == epoch && line.state() != PairState.RELAY) {
            reach.tell(new ControlMessage.SwitchAck(which));
        } else {
            reach.tell(new ControlMessage.Fallback(which, lastReason));
        }
    }

    private void agree(Way way, int which, long now) {
        epoch = which;
        highest = Math.max(highest, which);
        isForgotten = false;
        boolean isWarm = now - beats.answeredAt() < WARM;
        Optional<TransportAddress> before = line.endpoint();
        boolean isQuick = isWarm && before.isEmpty();
        beats.forget();
        line.direct(PairState.TRIAL, way, "proved both ways", now);
        long near = search.at(way.remote()).map(Path::roundTrip).orElse(0L);
        trial = Optional.of(new Trial(parts, way.remote(),
                isQuick ? PATIENCE + 4 * Math.max(near, beats.roundTripNanos()) : LONG_PATIENCE, now));
        before.ifPresent(_ -> trial.get().drain(beats.roundTripNanos(), now));
    }

    /** WireGuard sends to an address that an earlier run of this agent may have chosen. */
    void inherit(TransportAddress endpoint, long now) {
        line.inherit(endpoint, "found at the start", now);
        trial = Optional.of(new Trial(parts, endpoint, INHERITED_PATIENCE, now));
        trial.get().arm(now);
    }

    /** The kernel's packets go through the relay from the start. */
    void start(long now) {
        line.relay("start", now);
        retreat = Optional.of(new Retreat(0, FallbackReason.RESTARTED, now));
    }

    /** Gives the direct way up, and tells. */
    void fallBack(FallbackReason reason, long now) {
        int which = Math.max(epoch, offer.map(Offer::epoch).orElse(0));
        leave(reason, reason.words(), now);
        retreat = Optional.of(new Retreat(which, reason, now));
    }

    private void leave(FallbackReason reason, String why, long now) {
        line.way().ifPresent(way -> judge(way, reason, now));
        if (line.state() == PairState.DIRECT) {
            search.doubtAddresses(now);
        }
        lastReason = reason;
        offer = Optional.empty();
        trial = Optional.empty();
        bestSince = Moment.NEVER;
        line.relay(why, now);
        search.forgetProofs();
        search.retry(now);
    }

    private void judge(Way way, FallbackReason reason, long now) {
        if (line.state() == PairState.TRIAL && reason == FallbackReason.NOT_CONFIRMED) {
            search.backoffs().failed(way, now);
        } else if (line.state() == PairState.DIRECT && now - line.since() >= SHORT_LIVED) {
            search.backoffs().worked(way);
        } else if (line.state() == PairState.DIRECT && BLAMED.contains(reason)) {
            search.backoffs().suspect(way, now);
        }
    }

    /** The peer is on the relay. What it says of an agreement before the last is old, unless that was lost with its agent. */
    void fellBack(ControlMessage.Fallback told, long now) {
        highest = Math.max(highest, told.epoch());
        boolean isOld = told.epoch() < epoch && !isForgotten;
        if (isOld && line.state() != PairState.RELAY) {
            return;
        }
        int offered = offer.map(Offer::epoch).orElse(-1);
        if (line.state() != PairState.RELAY || offered == told.epoch()) {
            leave(told.reason(), "the peer says: " + told.reason().words(), now);
            retreat = offered > told.epoch() ? Optional.of(new Retreat(offered, told.reason(), now)) : retreat;
        }
        reach.tell(new ControlMessage.FallbackAck(told.epoch()));
    }

    void retreated(int which) {
        retreat = retreat.filter(told -> told.epoch() != which);
    }

    /**
     * WireGuard sends direct although this host is on the relay: the peer does not know that, or not yet. Where its agent is
     * not there, nobody would take packets from the relay.
     */
    void astray(long now) {
        if (offer.isPresent() || !reach.canTell()) {
            return;
        }
        line.relay(FallbackReason.ROAMED.words(), now);
        if (retreat.isPresent()) {
            retreat.get().due(reach, now);
        } else {
            retreat = Optional.of(new Retreat(Math.max(epoch, highest), FallbackReason.ROAMED, now));
        }
    }

    /** The peer's agent is another one or gone: no epoch of it is old. A direct way may go on. */
    void peerLost(long now) {
        isForgotten = true;
        offer = Optional.empty();
        if (line.state() == PairState.TRIAL && line.way().isPresent()) {
            leave(FallbackReason.RESTARTED, FallbackReason.RESTARTED.words(), now);
        }
    }

    /** What is offered was proved in another network. */
    void withdraw(long now) {
        if (offer.isPresent()) {
            fallBack(FallbackReason.NETWORK_CHANGED, now);
        }
    }

    void heard(long now) {
        retreat.ifPresent(told -> told.repeat(now));
    }

    void counted(PairEvent.Counted counted) {
        trial.ifPresent(running -> running.counted(counted));
    }

    void answered(long number) {
        trial.ifPresent(running -> running.answered(number));
    }

    void due(long now) {
        retreat.ifPresent(told -> told.due(reach, now));
        // Where nobody answers the offer, the other side may have gone direct all the same.
        if (offer.isPresent() && !offer.get().due(reach, now)) {
            fallBack(FallbackReason.UNANSWERED, now);
        }
        switch (trial.map(running -> running.due(now)).orElse(Trial.Verdict.OPEN)) {
            case WORKS -> {
                trial = Optional.empty();
                line.confirm("WireGuard's packets pass", now);
                search.found();
            }
            case FAILS -> failed(now);
            case OPEN -> {
                // Goes on.
            }
        }
    }

    /** What was inherited stays where the peer's agent is not heard: nobody would answer on the relay either. */
    private void failed(long now) {
        boolean isInherited = line.way().isEmpty();
        if (isInherited && !reach.canTell()) {
            trial = Optional.empty();
            line.confirm("the peer's agent is not heard", now);
        } else if (isInherited) {
            fallBack(FallbackReason.RESTARTED, now);
        } else {
            fallBack(trial.orElseThrow().isArmed() ? FallbackReason.NOT_CONFIRMED : FallbackReason.UNANSWERED, now);
        }
    }

    long wakeAt() {
        return Moment.earliest(retreat.map(told -> told.wakeAt(reach)).orElse(Moment.NEVER),
                offer.map(Offer::wakeAt).orElse(Moment.NEVER), trial.map(Trial::wakeAt).orElse(Moment.NEVER),
                bestSince == Moment.NEVER ? Moment.NEVER : bestSince + SETTLING);
    }
}
