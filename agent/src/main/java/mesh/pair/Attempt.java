// SPDX-License-Identifier: Apache-2.0
package mesh.pair;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

import mesh.net.TransportAddress;

/**
 * Five seconds in which all addresses of the peer are probed: short pings until one is answered, then full ones, which must
 * not be cut on their way; then the peer is told. Pings of the peer are answered at any time.
 */
final class Attempt {
    private static final long LENGTH = Moment.seconds(5);
    /** Pings of the peer that are answered in a second, and at once. */
    private static final int PONGS_PER_SECOND = 40;
    private static final int MOST_PONGS = 80;

    private final Outbox out;
    private final Reach reach;
    private final PathTable paths;
    private final Backoffs backoffs;
    private final Pings pings;
    private final PairSettings settings;
    private long begunAt = Moment.LONG_AGO;
    private long endsAt = Moment.NEVER;
    private final Allowance pongs = new Allowance(PONGS_PER_SECOND, MOST_PONGS);
    private boolean isHeard;

    Attempt(Outbox out, Reach reach, PathTable paths, Backoffs backoffs, PairSettings settings,
            RandomGenerator random) {
        this.out = out;
        this.reach = reach;
        this.paths = paths;
        this.backoffs = backoffs;
        this.settings = settings;
        this.pings = new Pings(out, random);
    }

    /** @param moment of the first ping */
    void begin(long moment) {
        begunAt = moment;
        endsAt = moment + LENGTH;
        isHeard = false;
        paths.all().forEach(path -> path.probeFrom(moment));
    }

    void end() {
        endsAt = Moment.NEVER;
        paths.all().forEach(Path::stopProbing);
    }

    boolean isRunning() {
        return endsAt != Moment.NEVER;
    }

    /** Whether the peer was heard beside the tunnel since it began. */
    boolean isHeard() {
        return isHeard;
    }

    void join(List<Path> fresh, long now) {
        if (isRunning() && !fresh.isEmpty()) {
            endsAt = now + LENGTH;
            fresh.forEach(path -> path.probeFrom(Math.max(now, begunAt)));
        }
    }

    void ping(TransportAddress source, ProbeMessage.Ping ping, long now) {
        if (!paths.isUsable(source) || !pongs.take(now)) {
            return;
        }
        isHeard = true;
        out.add(new PairAction.Probe(source, new ProbeMessage.Pong(ping.id(), source)));
        if (isRunning()) {
            paths.learnt(source).ifPresent(path -> path.probeFrom(now));
        }
    }

    /** A pong that is not awaited, or shows that the way leads through the tunnel, says nothing. */
    void pong(TransportAddress source, ProbeMessage.Pong pong, long now) {
        Optional<Pings.Sent> sent = pings.answered(pong.id(), source, now);
        Optional<Path> at = paths.at(source);
        if (sent.isEmpty() || at.isEmpty() || !paths.isUsable(pong.observed())) {
            return;
        }
        Path path = at.get();
        isHeard = true;
        path.answered(pong.observed(), now - sent.get().at(), now);
        if (backoffs.blocks(path.way().orElseThrow(), now)) {
            return;
        }
        if (sent.get().isFull() && !path.reports().isRunning()) {
            path.proved(now);
        } else if (!path.isProvedSince(begunAt) && !path.fullPings().isRunning()) {
            path.fullPings().start(now);
        }
    }

    /** Sends what is due. True if it ended by that. */
    boolean due(long now) {
        for (Path path : paths.all()) {
            if (path.shortPings().rings(now)) {
                pings.send(path.remote(), 0, now);
            }
            if (path.fullPings().rings(now)) {
                pings.send(path.remote(), settings.fullBytes(), now);
            }
            if (path.reports().rings(now)) {
                path.way().ifPresent(way -> reach.tell(new ControlMessage.Proved(way.remote(), way.seenAs())));
            }
        }
        if (now >= endsAt) {
            end();
            return true;
        }
        return false;
    }

    void forget() {
        pings.forget();
        paths.forgetProofs();
        end();
    }

    long wakeAt() {
        long wake = endsAt;
        for (Path path : paths.all()) {
            wake = Moment.earliest(wake, path.shortPings().at(), path.fullPings().at(), path.reports().at());
        }
        return wake;
    }
}
