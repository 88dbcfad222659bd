// SPDX-License-Identifier: Apache-2.0
package mesh.derp.client;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/**
 * Whether the relay at the other end of a connection is alive: an own ping at once and then every 15 to 20 s, sooner while
 * packets go out and none come, which it must answer. TCP would notice a dead one after many minutes, and keep-alives of
 * the relay only after two.
 *
 * <p>A relay is dead when 5 s after a ping neither the pong nor any other frame has come. Frames without the pong are
 * taken for a full line, for 15 s. Where there is reason to doubt the connection, it has less time. Time is any nanosecond
 * clock that never goes back. Not safe for concurrent use.
 */
final class LinkWatch {
    static final Duration SHORTEST_PAUSE = Duration.ofSeconds(15);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);
    static final Duration PATIENCE = Duration.ofSeconds(5);
    static final Duration PATIENCE_WITH_FRAMES = Duration.ofSeconds(15);
    /** How long packets go out before it is asked whether anybody takes them. */
    static final Duration ONE_WAY = Duration.ofSeconds(3);
    /** After {@link #hurry}. */
    static final Duration HURRIED_PATIENCE = Duration.ofMillis(1500);

    private final RandomGenerator random;
    private long pingAt;
    private long pingedAt;
    private long pingData;
    private boolean isWaiting;
    private boolean isHurried;
    private long lastFrameAt;
    private Optional<Duration> roundTrip = Optional.empty();

    /** @param nowNanos when the connection was made; the first ping is due at once */
    LinkWatch(RandomGenerator random, long nowNanos) {
        this.random = random;
        this.pingAt = nowNanos;
        this.lastFrameAt = nowNanos;
    }

    /** The connection may be broken: the next ping is due at once, and is to be answered soon. */
    void hurry(long nowNanos) {
        if (!isHurried) {
            isWaiting = false;
            isHurried = true;
            pingAt = nowNanos;
        }
    }

    /** Something is sent. Where nothing has come lately, nobody may be there to take it: the next ping is due at once: true. */
    boolean sent(long nowNanos) {
        boolean isDoubtful = !isWaiting && pingAt - nowNanos > 0 && nowNanos - lastFrameAt >= ONE_WAY.toNanos();
        if (isDoubtful) {
            pingAt = nowNanos;
        }
        return isDoubtful;
    }

    /** The eight bytes of a ping to send now, if it is time. */
    OptionalLong pingDue(long nowNanos) {
        if (isWaiting || nowNanos - pingAt < 0) {
            return OptionalLong.empty();
        }
        isWaiting = true;
        pingedAt = nowNanos;
        pingData = random.nextLong();
        return OptionalLong.of(pingData);
    }

    /** Nanoseconds until the next ping is due; 0 or less where it is. */
    long nanosToPing(long nowNanos) {
        return pingAt - nowNanos;
    }

    /** A frame came, a pong among them. */
    void frame(long nowNanos) {
        lastFrameAt = nowNanos;
    }

    /** A pong came; one that answers no open ping says nothing. */
    void pong(long data, long nowNanos) {
        if (isWaiting && data == pingData) {
            isWaiting = false;
            isHurried = false;
            roundTrip = Optional.of(Duration.ofNanos(nowNanos - pingedAt));
            pingAt = nowNanos + random.nextLong(SHORTEST_PAUSE.toNanos(), LONGEST_PAUSE.toNanos() + 1);
        }
    }

    boolean isDead(long nowNanos) {
        if (!isWaiting) {
            return false;
        }
        long waited = nowNanos - pingedAt;
        if (isHurried && lastFrameAt - pingedAt < 0 && waited >= HURRIED_PATIENCE.toNanos()) {
            return true;
        }
        boolean isQuiet = nowNanos - lastFrameAt >= PATIENCE.toNanos();
        return waited >= PATIENCE.toNanos() && isQuiet || waited >= PATIENCE_WITH_FRAMES.toNanos();
    }

    /** Whether a ping is not answered yet. */
    boolean isWaiting() {
        return isWaiting;
    }

    /** How long the relay took to answer the last ping that it answered. */
    Optional<Duration> roundTrip() {
        return roundTrip;
    }

    long lastFrameAt() {
        return lastFrameAt;
    }
}
