// SPDX-License-Identifier: Apache-2.0
package mesh.pair;

import java.util.Optional;

/**
 * Whether the peer's agent can be told something. It is asked for by HELLO until it is heard: after half a second, then twice
 * as long, up to a minute.
 */
final class Reach {
    private static final long FIRST_WAIT = Moment.millis(500);
    private static final long LONGEST_WAIT = Moment.seconds(60);
    private static final long SPACING = Moment.millis(400);

    private final Outbox out;
    private boolean isRelayUp;
    private boolean isHeard;
    private boolean isGone;
    private long askAt;
    private long wait = FIRST_WAIT;
    private long askedAt = Moment.LONG_AGO;
    private long toldAt = Moment.LONG_AGO;

    Reach(Outbox out) {
        this.out = out;
    }

    /** The peer is told anew at which relay this host is, since that may be another one. */
    void relay(boolean isUp, long now) {
        if (isUp && !isRelayUp) {
            askAt = now;
            wait = FIRST_WAIT;
        }
        isRelayUp = isUp;
    }

    void told(long now) {
        isHeard = true;
        isGone = false;
        toldAt = now;
        askAt = Moment.NEVER;
        wait = FIRST_WAIT;
    }

    void lost(long now) {
        isGone = true;
        if (askAt == Moment.NEVER) {
            askAt = now + wait;
        }
    }

    /** Asks beside the usual times, not too often. */
    void ask(long now) {
        if (isRelayUp && now - askedAt >= SPACING) {
            say(now);
        }
    }

    void due(long now) {
        if (isRelayUp && now >= askAt) {
            say(now);
            askAt = now + wait;
            wait = Math.min(2 * wait, LONGEST_WAIT);
        }
    }

    private void say(long now) {
        askedAt = now;
        tell(new ControlMessage.Hello(Optional.empty(), false));
    }

    /** Nothing is told where there is no relay. */
    void tell(ControlMessage message) {
        if (isRelayUp) {
            out.add(new PairAction.Tell(message));
        }
    }

    boolean canTell() {
        return isRelayUp && isHeard && !isGone;
    }

    boolean isRelayUp() {
        return isRelayUp;
    }

    boolean isHeard() {
        return isHeard;
    }

    boolean isGone() {
        return isGone;
    }

    boolean toldSince(long moment) {
        return toldAt >= moment;
    }

    long wakeAt() {
        return isRelayUp ? askAt : Moment.NEVER;
    }
}
