// SPDX-License-Identifier: Apache-2.0
package mesh.pair;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

import mesh.derp.RelayPublicKey;
import mesh.net.TransportAddress;

/**
 * Decides how one pair's packets travel. It neither sends nor waits: whoever owns the sockets tells what happened with {@link
 * #on}, does what is returned, and comes back with {@link #due} at {@link #wakeAtNanos}. Time is any nanosecond clock that
 * never goes back. Not safe for concurrent use.
 *
 * <p>Nothing is said before {@link PairEvent.RelayReachable}. A HELLO to be told bears no home: who sends it adds that.
 */
public final class PairSwitch {
    private static final long COUNT_ON_RELAY = Moment.seconds(3);
    /** While ways are probed: WireGuard shall have a session when it is to try one. */
    private static final long BEAT_ON_RELAY = Moment.seconds(3);
    /** Called that much later than asked for, the host was asleep. */
    private static final long SLEPT = Moment.seconds(5);
    private static final int MOST_ROUNDS = 4;
    private static final long SHORTEST_WAIT = Moment.millis(1);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private final long started;
    private final Outbox out = new Outbox();
    private final Reach reach = new Reach(out);
    private final Beats beats = new Beats(out);
    private final Traffic traffic = new Traffic();
    private final Line line = new Line(out);
    private final Search search;
    private final Deal deal;
    private final Parts parts;
    private final Pace counts = Pace.times(300, 700, 1000, 2000);
    private Optional<Direct> direct = Optional.empty();
    private PairState followed = PairState.RELAY;
    private boolean isOpen;
    private long countedAt;
    private long wakeAt;
    private long last;

    /**
     * @param mine of this host; the host with the larger key leads
     * @param theirs of the peer
     * @param random unpredictable: nobody may guess the number of a ping
     */
    public PairSwitch(RelayPublicKey mine, RelayPublicKey theirs, PairSettings settings, RandomGenerator random,
            long nowNanos) {
        if (mine.equals(theirs)) {
            throw new IllegalArgumentException("a host is no pair with itself");
        }
        this.started = nowNanos;
        boolean isLeader = mine.compareTo(theirs) > 0;
        this.search = new Search(out, reach, settings, random, isLeader);
        this.parts = new Parts(out, reach, search, beats, traffic, line, isLeader);
        this.deal = new Deal(parts);
    }

    /** What is to be done because of {@code event}, in this order. */
    public List<PairAction> on(PairEvent event, long nowNanos) {
        long now = arrive(nowNanos);
        if (!(event instanceof PairEvent.Inherited)) {
            open(now);
        }
        switch (event) {
            case PairEvent.Inherited inherited -> inherit(inherited.endpoint(), now);
            case PairEvent.RelayReachable relay -> reach.relay(relay.reachable(), now);
            case PairEvent.Told told -> told(told.message(), now);
            case PairEvent.PeerLost _ -> lost(now);
            case PairEvent.Probed probed -> search.probed(probed.source(), probed.message(), now);
            case PairEvent.Mapped mapped -> search.mapped(mapped.own(), now);
            case PairEvent.Counted counted -> counted(counted, now);
            case PairEvent.RelayedOut _ -> relayedOut(now);
            case PairEvent.BeatAnswered beat -> answered(beat.number(), now);
            case PairEvent.NetworkChanged _ -> networkChanged(now);
        }
        return leave(now);
    }

    /** What is to be done because of the time. */
    public List<PairAction> due(long nowNanos) {
        long now = arrive(nowNanos);
        open(now);
        return leave(now);
    }

    /** When {@link #due} has something next; asked anew after each call. */
    public long wakeAtNanos() {
        return wakeAt == Moment.NEVER || wakeAt - last > LONGEST_WAIT.toNanos()
                ? started + last + LONGEST_WAIT.toNanos()
                : started + wakeAt;
    }

    /** Whether probes of the peer are expected: the socket for them is to be open. Asked anew after each call. */
    public boolean expectsProbes() {
        return search.expectsProbes();
    }

    private long arrive(long nowNanos) {
        long now = nowNanos - started;
        if (wakeAt != Moment.NEVER && now - wakeAt > SLEPT && line.state() != PairState.RELAY) {
            networkChanged(now);
        }
        return now;
    }

    /** What is due may make more due; that it has no end would be a mistake, which must not cost a processor. */
    private List<PairAction> leave(long now) {
        for (int i = 0; i < MOST_ROUNDS && (i == 0 || next(now) <= now); i++) {
            reach.due(now);
            follow(now);
            deal.due(now);
            follow(now);
            search.due(now, wish(now));
        }
        last = now;
        wakeAt = Math.max(now + SHORTEST_WAIT, next(now));
        return out.drain();
    }

    private void follow(long now) {
        switch (line.state()) {
            case RELAY -> relayed(now);
            case TRIAL -> direct = Optional.empty();
            case DIRECT -> direct(now);
        }
        followed = line.state();
    }

    /** Packets that are late, or a peer that does not know, may draw WireGuard away from the relay. */
    private void lookAgain(long now) {
        counts.start(now + Moment.millis(300));
    }

    private Search.Wish wish(long now) {
        if (line.state() != PairState.RELAY) {
            return Search.Wish.NOTHING;
        }
        return traffic.isIdle(now) ? Search.Wish.ONCE : Search.Wish.SOON;
    }

    /** The relay first, where nothing is inherited. */
    private void open(long now) {
        if (!isOpen) {
            isOpen = true;
            deal.start(now);
        }
    }

    private void inherit(TransportAddress endpoint, long now) {
        if (!isOpen) {
            isOpen = true;
            deal.inherit(endpoint, now);
        }
    }

    private void relayed(long now) {
        direct = Optional.empty();
        if (followed != PairState.RELAY) {
            lookAgain(now);
        }
        deal.consider(search.best(now), now);
        if (search.isProbing() && now - beats.sentAt() > BEAT_ON_RELAY) {
            beats.send(now);
            traffic.beaten(now);
        }
        boolean isTime = reach.canTell() && !traffic.isIdle(now) && now - countedAt >= COUNT_ON_RELAY;
        if (counts.rings(now) || isTime) {
            countedAt = now;
            out.add(new PairAction.Count());
        }
    }

    private void direct(long now) {
        Direct path = direct.orElseGet(() -> new Direct(parts, now));
        direct = Optional.of(path);
        Optional<FallbackReason> end = path.due(now, reach.canTell());
        if (end.isPresent()) {
            deal.fallBack(end.get(), now);
        } else {
            deal.consider(path.better(search.best(now)), now);
        }
    }

    /** While ways are probed there are beats of both sides, which are no traffic. */
    private void relayedOut(long now) {
        if (!search.isProbing() && now - beats.sentAt() > BEAT_ON_RELAY) {
            traffic.relayed(now);
        }
    }

    private void told(ControlMessage message, long now) {
        boolean wasReachable = reach.canTell();
        reach.told(now);
        if (!wasReachable) {
            deal.heard(now);
            lookAgain(now);
            direct.ifPresent(path -> path.hurry(FallbackReason.RESTARTED, now));
        }
        switch (message) {
            case ControlMessage.Hello _ -> deal.heard(now);
            case ControlMessage.Candidates candidates -> search.heard(candidates.own(), now);
            case ControlMessage.Punch punch -> search.punched(punch, now);
            case ControlMessage.Proved proved -> search.claimed(proved, now);
            case ControlMessage.Switch change -> deal.offered(change, now);
            case ControlMessage.SwitchAck ack -> deal.accepted(ack.epoch(), now);
            case ControlMessage.Fallback fallback -> {
                deal.fellBack(fallback, now);
                lookAgain(now);
            }
            case ControlMessage.FallbackAck ack -> deal.retreated(ack.epoch());
            case ControlMessage.Bye _ -> lost(now);
        }
    }

    private void lost(long now) {
        reach.lost(now);
        search.peerLost(now);
        deal.peerLost(now);
        lookAgain(now);
    }

    private void counted(PairEvent.Counted counted, long now) {
        traffic.counted(counted, now);
        boolean isDirect = !counted.onRelay() && counted.endpoint().isPresent();
        switch (line.state()) {
            case RELAY -> {
                if (isDirect) {
                    deal.astray(now);
                    if (reach.canTell()) {
                        lookAgain(now);
                    }
                }
            }
            case TRIAL -> {
                deal.counted(counted);
                if (!counted.endpoint().equals(line.endpoint())) {
                    line.insist();
                }
            }
            case DIRECT -> direct.ifPresent(path -> path.counted(counted, now));
        }
    }

    private void answered(long number, long now) {
        if (beats.answered(number, now)) {
            deal.answered(number);
            direct.ifPresent(Direct::answered);
        }
    }

    private void networkChanged(long now) {
        search.networkChanged(now);
        switch (line.state()) {
            case RELAY -> deal.withdraw(now);
            case TRIAL -> deal.fallBack(FallbackReason.NETWORK_CHANGED, now);
            case DIRECT -> direct.ifPresent(path -> path.hurry(FallbackReason.NETWORK_CHANGED, now));
        }
    }

    private long next(long now) {
        long onRelay = line.state() == PairState.RELAY && reach.canTell() && !traffic.isIdle(now)
                ? countedAt + COUNT_ON_RELAY
                : Moment.NEVER;
        return Moment.earliest(reach.wakeAt(),
                deal.wakeAt(), search.wakeAt(), line.state() == PairState.RELAY ? counts.at() : Moment.NEVER, onRelay,
                line.state() == PairState.DIRECT && direct.isPresent() ? direct.get().wakeAt(now) : Moment.NEVER);
    }

    /** How packets travel; cheaper than {@link #status}. */
    public PairState state() {
        return line.state();
    }

    /** As people see it. */
    public PairStatus status(long nowNanos) {
        long now = nowNanos - started;
        Optional<TransportAddress> endpoint = line.state() == PairState.RELAY ? Optional.empty() : line.endpoint();
        return new PairStatus(line.state(), endpoint, beats.roundTrip(), line.age(now), reach.isHeard(),
                line.state() == PairState.DIRECT ? "" : why(now));
    }

    private String why(long now) {
        if (line.state() == PairState.TRIAL) {
            return "a direct way is being tried";
        }
        if (!reach.isRelayUp()) {
            return "no relay is reachable";
        }
        if (!reach.isHeard()) {
            return "the peer's agent has not been heard";
        }
        return reach.isGone() ? "the peer's agent is gone" : search.whyNotFound(now);
    }
}
