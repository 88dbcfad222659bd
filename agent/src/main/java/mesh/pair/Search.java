// SPDX-License-Identifier: Apache-2.0
package mesh.pair;

import java.util.Optional;
import java.util.random.RandomGenerator;

import mesh.net.TransportAddress;

/**
 * Looks for direct ways: when to try, and who begins. The leader sets the beginning of each attempt; the other asks for it by
 * telling its addresses. The first attempt is made as soon as both know each other, later ones while there is traffic.
 */
final class Search {
    /** After attempts that found nothing; an address that changes begins anew. */
    private static final int[] REST_SECONDS = {5, 10, 20, 40, 60, 120, 300};
    /** In every other round the leader begins later: routers may take the first packet they see from outside amiss. */
    private static final long STAGGER = Moment.millis(300);
    private static final long BETWEEN = Moment.seconds(4);
    /** Two beginnings by the peer's word: an honest peer repeats one that was not heard after a second. */
    private static final long BETWEEN_PUNCHES = Moment.millis(300);

    private final Reach reach;
    private final boolean isLeader;
    private final Addresses addresses;
    private final PathTable paths;
    private final Backoffs backoffs = new Backoffs();
    private final Attempt attempt;
    private final Pace asks = Pace.times(1000, 1500, 2500);
    private final Pace reminders = Pace.times(1000, 1500);
    private final Pace introductions = Pace.endless(1000, 2000, 5000, 15_000, 60_000);
    private long restUntil;
    private int failures;
    private int round;
    private int peersRound = -1;
    private boolean isEager = true;
    private Wish wish = Wish.ONCE;
    private long endedAt = Moment.LONG_AGO;
    private long punchedAt = Moment.LONG_AGO;
    /** When a way that failed once may be tried again, by idle pairs too. */
    private long againAt = Moment.NEVER;

    /** What the pair wants of the search. */
    enum Wish {
        /** It has what it wants. */
        NOTHING,
        /** One attempt whenever something is new. */
        ONCE,
        /** Attempts until one finds a way. */
        SOON
    }

    Search(Outbox out, Reach reach, PairSettings settings, RandomGenerator random, boolean isLeader) {
        this.reach = reach;
        this.isLeader = isLeader;
        this.addresses = new Addresses(out, reach);
        this.paths = new PathTable(settings.inside());
        this.attempt = new Attempt(out, reach, paths, backoffs, settings, random);
    }

    void mapped(OwnCandidates own, long now) {
        Addresses.Change change = addresses.found(own, now);
        if (change == Addresses.Change.PLACE) {
            fresh(now);
        }
        if (change == Addresses.Change.PLACE || change == Addresses.Change.PORT && expectsProbes()) {
            addresses.tell(now);
        }
    }

    /** The peer's addresses. What it told before it tells to ask for an attempt. */
    void heard(OwnCandidates theirs, long now) {
        Addresses.Change change = addresses.heard(theirs);
        attempt.join(paths.told(theirs.candidates().stream().map(Candidate::address).toList()), now);
        introductions.stop();
        if (change == Addresses.Change.PLACE) {
            fresh(now);
        }
        if (attempt.isRunning()) {
            return;
        }
        if (!isLeader && change == Addresses.Change.NONE) {
            addresses.remind(now);
        } else if (isLeader && now - endedAt > BETWEEN) {
            isEager = true;
            restUntil = now;
        }
    }

    /** The peer begins. A round that was announced before is announced once more for the case that it was not heard. */
    void punched(ControlMessage.Punch punch, long now) {
        asks.stop();
        if (attempt.isRunning() && (punch.round() == peersRound || now - punchedAt < BETWEEN_PUNCHES)) {
            return;
        }
        punchedAt = now;
        addresses.refresh(now);
        addresses.remind(now);
        peersRound = punch.round();
        begin(now + Moment.millis(punch.delayMillis()));
    }

    void probed(TransportAddress source, ProbeMessage message, long now) {
        switch (message) {
            case ProbeMessage.Ping ping -> attempt.ping(source, ping, now);
            case ProbeMessage.Pong pong -> attempt.pong(source, pong, now);
        }
    }

    /** The peer proved the way from {@code proved.seenAs()}, where this host sends to, to {@code proved.remote()}. */
    void claimed(ControlMessage.Proved proved, long now) {
        paths.at(proved.seenAs()).ifPresent(path -> path.claimed(proved.remote(), now));
    }

    void due(long now, Wish wish) {
        this.wish = wish;
        if (now >= againAt) {
            againAt = Moment.NEVER;
            isEager = true;
            restUntil = now;
        }
        introduce(now);
        if (attempt.isRunning()) {
            if (reminders.rings(now) && !attempt.isHeard()) {
                announce(now);
            }
            if (attempt.due(now)) {
                ended(now);
            }
        } else if (asks.rings(now)) {
            ask(now);
        } else if (mayBegin() && now >= restUntil) {
            start(now);
        }
    }

    private void introduce(long now) {
        if (!addresses.isOwnKnown()) {
            addresses.refresh(now);
        }
        boolean isNeeded = reach.canTell() && addresses.isOwnKnown()
                && (!addresses.isTold() || !addresses.areTheirsKnown());
        if (!isNeeded) {
            introductions.stop();
        } else if (!introductions.isRunning()) {
            introductions.start(now);
        }
        if (introductions.rings(now)) {
            addresses.tell(now);
        }
    }

    private boolean mayBegin() {
        boolean isWanted = wish == Wish.SOON || wish == Wish.ONCE && isEager;
        return isWanted && reach.canTell() && addresses.areKnown() && !asks.isRunning();
    }

    private void start(long now) {
        addresses.refresh(now);
        isEager = false;
        if (isLeader) {
            lead(now, round % 2 == 0 ? 0 : STAGGER);
            return;
        }
        asks.start(now);
        if (asks.rings(now)) {
            ask(now);
        }
    }

    /** Both begin, whoever leads. */
    void lead(long now, long stagger) {
        round++;
        announce(now);
        begin(now + stagger);
        reminders.start(now + Moment.seconds(1));
        attempt.due(now);
    }

    /** Tries to prove the way to an address from which WireGuard heard the peer. */
    void prove(TransportAddress remote, long now) {
        paths.learnt(remote);
        addresses.refresh(now);
        lead(now, 0);
    }

    /** Until the leader begins. */
    private void ask(long now) {
        if (!asks.isRunning()) {
            rest(now);
            return;
        }
        addresses.tell(now);
    }

    private void announce(long now) {
        addresses.tell(now);
        reach.tell(new ControlMessage.Punch(round, 0));
    }

    private void begin(long moment) {
        isEager = false;
        attempt.begin(moment);
    }

    private void ended(long now) {
        endedAt = now;
        reminders.stop();
        rest(now);
    }

    private void rest(long now) {
        restUntil = now + Moment.seconds(REST_SECONDS[Math.min(failures, REST_SECONDS.length - 1)]);
        failures++;
    }

    /** Something is new: earlier failures say nothing. */
    void fresh(long now) {
        failures = 0;
        restUntil = now;
        isEager = !attempt.isRunning();
    }

    /** A way that worked is gone: the NAT may be another one, or have forgotten all. */
    void doubtAddresses(long now) {
        addresses.changed(now);
    }

    /** Addresses of this host or its routes are others. */
    void networkChanged(long now) {
        addresses.changed(now);
        forgetProofs();
        fresh(now);
    }

    /** The peer's agent is another one, or none. */
    void peerLost(long now) {
        addresses.peerForgot();
        forgetProofs();
        paths.clear();
        asks.stop();
        fresh(now);
    }

    void forgetProofs() {
        attempt.forget();
    }

    /** Once more in a while: what was proved was of no use. */
    void retry(long now) {
        restUntil = now + Moment.seconds(1);
        isEager = true;
        againAt = now + Backoffs.SHORT + Moment.seconds(1);
    }

    void found() {
        failures = 0;
        againAt = Moment.NEVER;
        attempt.end();
        asks.stop();
    }

    Backoffs backoffs() {
        return backoffs;
    }

    Optional<Path> best(long now) {
        return paths.best(backoffs, now);
    }

    Optional<Path> at(TransportAddress remote) {
        return paths.at(remote);
    }

    boolean isProved(Way way, long now) {
        return paths.at(way.remote()).filter(path -> path.isProved(now) && path.way().equals(Optional.of(way)))
                .isPresent();
    }

    boolean isProbing() {
        return attempt.isRunning();
    }

    boolean expectsProbes() {
        return attempt.isRunning() || asks.isRunning();
    }

    long wakeAt() {
        long wake = Moment.earliest(introductions.at(), addresses.wakeAt(), againAt);
        if (attempt.isRunning()) {
            return Moment.earliest(wake, attempt.wakeAt(), reminders.at());
        }
        return Moment.earliest(wake, asks.at(), mayBegin() ? restUntil : Moment.NEVER);
    }

    /** A clause for people. */
    String whyNotFound(long now) {
        if (!addresses.isOwnKnown()) {
            return "this host's addresses are not known yet";
        }
        if (!addresses.areTheirsKnown()) {
            return "the peer has not told its addresses";
        }
        if (attempt.isRunning()) {
            return "ways are being probed";
        }
        if (endedAt == Moment.LONG_AGO) {
            return "no way was probed yet";
        }
        return paths.whyNone(backoffs, now).orElse(addresses.bothVary()
                ? "both hosts are behind NATs that give each destination a port of its own"
                : "no probe is answered");
    }
}
