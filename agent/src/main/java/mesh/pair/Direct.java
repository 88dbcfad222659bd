// SPDX-License-Identifier: Apache-2.0
package mesh.pair;

import java.util.Optional;

import mesh.net.TransportAddress;

/** What goes on while a path is direct: it is watched, followed where it roams, and replaced by a better one. */
final class Direct {
    private static final long FIRST_LOOK = Moment.seconds(60);
    private static final long LAST_LOOK = Moment.seconds(600);
    /** Nothing is better than that. */
    private static final long GOOD = Moment.millis(5);
    private static final long CLEARLY = Moment.millis(1);

    private final Search search;
    private final Beats beats;
    private final Traffic traffic;
    private final Line line;
    private final Watch watch;
    private final Roam roam = new Roam();
    private final boolean isLeader;
    private long lookAt;
    private long lookWait = FIRST_LOOK;

    Direct(Parts parts, long now) {
        this.search = parts.search();
        this.beats = parts.beats();
        this.traffic = parts.traffic();
        this.line = parts.line();
        this.isLeader = parts.isLeader();
        this.watch = new Watch(parts, now);
        this.lookAt = now + FIRST_LOOK;
    }

    void hurry(FallbackReason reason, long now) {
        watch.hurry(reason, now);
    }

    void answered() {
        watch.answered();
    }

    void counted(PairEvent.Counted counted, long now) {
        Optional<TransportAddress> endpoint = counted.endpoint();
        if (endpoint.isEmpty() || endpoint.equals(line.endpoint())) {
            roam.back();
        } else if (line.isLate(endpoint.get(), now)) {
            line.insist();
        } else if (counted.onRelay()) {
            roam.count(now);
            line.insist();
        } else if (roam.seen(endpoint.get(), now)) {
            beats.send(now);
            traffic.beaten(now);
            search.prove(endpoint.get(), now);
        }
    }

    /** Present if the path is to be given up. */
    Optional<FallbackReason> due(long now, boolean canTell) {
        if (roam.to().isPresent()) {
            follow(roam.to().get(), now);
        }
        if (roam.isHopeless(now) && canTell) {
            return Optional.of(FallbackReason.ROAMED);
        }
        if (isLooking() && now >= lookAt) {
            lookWait = Math.min(2 * lookWait, LAST_LOOK);
            lookAt = now + lookWait;
            if (canTell && !traffic.isIdle(now)) {
                search.lead(now, 0);
            }
        }
        return watch.due(now);
    }

    private void follow(TransportAddress to, long now) {
        Optional<Way> way = search.at(to).filter(path -> path.isProvedBothWays(now)).flatMap(Path::way);
        if (way.isPresent() && beats.answeredAt() > roam.since()) {
            roam.back();
            line.direct(PairState.DIRECT, way.get(), FallbackReason.ROAMED.words(), now);
        }
    }

    private boolean isLooking() {
        return isLeader && line.way().isPresent() && beats.roundTripNanos() > GOOD;
    }

    /** A way that is worth the change. */
    Optional<Path> better(Optional<Path> best) {
        Optional<Path> current = line.endpoint().flatMap(search::at);
        return best.filter(path -> current.isPresent() && !path.remote().equals(current.get().remote())
                && path.score() / 4 * 5 + CLEARLY < current.get().score());
    }

    long wakeAt(long now) {
        return Moment.earliest(watch.wakeAt(now), roam.wakeAt(), isLooking() ? lookAt : Moment.NEVER);
    }
}
