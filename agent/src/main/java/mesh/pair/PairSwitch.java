// SPDX-License-Identifier: Apache-2.0
package mesh.pair;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

import mesh.derp.RelayPublicKey;

/**
 * Decides how one pair's packets travel. It neither sends nor waits: whoever owns the sockets tells what happened with {@link
 * #on}, does what is returned, and comes back with {@link #due} at {@link #wakeAtNanos}. Time is any nanosecond clock that
 * never goes back. Not safe for concurrent use.
 */
public final class PairSwitch {
    private final long started;
    private boolean begun;

    /**
     * @param mine of this host; the host with the larger key leads
     * @param theirs of the peer
     */
    public PairSwitch(RelayPublicKey mine, RelayPublicKey theirs, PairSettings settings, RandomGenerator random,
            long nowNanos) {
        if (mine.equals(theirs)) {
            throw new IllegalArgumentException("a host is no pair with itself");
        }
        this.started = nowNanos;
    }

    /** What is to be done because of {@code event}, in this order. */
    public List<PairAction> on(PairEvent event, long nowNanos) {
        return due(nowNanos);
    }

    /** What is to be done because of the time. */
    public List<PairAction> due(long nowNanos) {
        List<PairAction> actions = new ArrayList<>();
        if (!begun) {
            begun = true;
            actions.add(new PairAction.UseRelay());
            actions.add(new PairAction.Tell(new ControlMessage.Hello(Optional.empty(), false)));
        }
        return actions;
    }

    /** When {@link #due} has something next; asked anew after each call. */
    public long wakeAtNanos() {
        return started + Duration.ofHours(1).toNanos();
    }

    /** Whether probes of the peer are expected: the socket for them is to be open. Asked anew after each call. */
    public boolean expectsProbes() {
        return false;
    }

    public PairStatus status(long nowNanos) {
        return new PairStatus(PairState.RELAY, Optional.empty(), Optional.empty(), Duration.ofNanos(nowNanos - started),
                false, "the peer's agent has not been heard");
    }
}
