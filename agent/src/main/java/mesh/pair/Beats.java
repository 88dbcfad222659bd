// SPDX-License-Identifier: Apache-2.0
package mesh.pair;

import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;

/** Beats inside the tunnel: sent, answered, or not. */
final class Beats {
    private static final int MOST = 64;

    private final Outbox out;
    private final TreeMap<Long, Long> unanswered = new TreeMap<>();
    private long next = 1;
    private long sentAt = Moment.LONG_AGO;
    private long answeredAt = Moment.LONG_AGO;
    private Optional<Duration> roundTrip = Optional.empty();

    Beats(Outbox out) {
        this.out = out;
    }

    void send(long now) {
        if (unanswered.size() == MOST) {
            unanswered.remove(unanswered.lastKey());
        }
        unanswered.put(next, now);
        sentAt = now;
        out.add(new PairAction.Beat(next++));
    }

    /** Beats before it are settled with it. False if that number was not waited for. */
    boolean answered(long number, long now) {
        Long sent = unanswered.get(number);
        if (sent == null) {
            return false;
        }
        roundTrip = Optional.of(Duration.ofNanos(now - sent));
        answeredAt = now;
        unanswered.headMap(number + 1).clear();
        return true;
    }

    /** Those sent so far are not waited for any more. */
    void forget() {
        unanswered.clear();
    }

    /** When the first was sent of those that wait; never where none does. */
    long waitingSince() {
        return unanswered.isEmpty() ? Moment.NEVER : unanswered.firstEntry().getValue();
    }

    /** The number of the next one. */
    long next() {
        return next;
    }

    long sentAt() {
        return sentAt;
    }

    long answeredAt() {
        return answeredAt;
    }

    /** 0 before the first was answered. */
    long roundTripNanos() {
        return roundTrip.map(Duration::toNanos).orElse(0L);
    }

    Optional<Duration> roundTrip() {
        return roundTrip;
    }
}
