// SPDX-License-Identifier: Apache-2.0
package mesh.pair;

import java.time.Duration;
import java.util.Optional;

import mesh.net.TransportAddress;

/** How packets travel, and since when: what is true of this host, whatever is agreed. */
final class Line {
    private static final long LATE = Moment.seconds(10);

    private final Outbox out;
    private PairState state = PairState.RELAY;
    private Optional<TransportAddress> endpoint = Optional.empty();
    private Optional<Way> way = Optional.empty();
    private Optional<TransportAddress> before = Optional.empty();
    private long since;

    Line(Outbox out) {
        this.out = out;
    }

    /** Through the relay, be it as before. */
    void relay(String why, long now) {
        out.add(new PairAction.UseRelay());
        way = Optional.empty();
        enter(PairState.RELAY, Optional.empty(), why, now);
    }

    /** By a way that is proved. */
    void direct(PairState next, Way proved, String why, long now) {
        out.add(new PairAction.UseDirect(proved.remote()));
        before = endpoint;
        way = Optional.of(proved);
        enter(next, Optional.of(proved.remote()), why, now);
    }

    /** To where WireGuard sends anyway: nothing is done about it. */
    void inherit(TransportAddress found, String why, long now) {
        enter(PairState.TRIAL, Optional.of(found), why, now);
    }

    void confirm(String why, long now) {
        enter(PairState.DIRECT, endpoint, why, now);
    }

    private void enter(PairState next, Optional<TransportAddress> to, String why, long now) {
        if (next != state || !to.equals(endpoint)) {
            out.add(new PairAction.Changed(state, next, to, why, Duration.ofNanos(now - since)));
            since = now;
        }
        state = next;
        endpoint = to;
    }

    /** WireGuard left the way that was agreed. Does nothing if none was agreed. */
    void insist() {
        way.ifPresent(agreed -> out.add(new PairAction.UseDirect(agreed.remote())));
    }

    /** Packets that were on another direct way when this one was chosen draw WireGuard back there, for a while. */
    boolean isLate(TransportAddress from, long now) {
        return before.filter(from::equals).isPresent() && now - since < LATE;
    }

    PairState state() {
        return state;
    }

    /** Absent on the relay. */
    Optional<TransportAddress> endpoint() {
        return endpoint;
    }

    /** Absent on the relay, and where the endpoint was found and not agreed. */
    Optional<Way> way() {
        return way;
    }

    Duration age(long now) {
        return Duration.ofNanos(now - since);
    }

    long since() {
        return since;
    }
}
