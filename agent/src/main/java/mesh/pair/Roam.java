// SPDX-License-Identifier: Apache-2.0
package mesh.pair;

import java.util.Optional;

import mesh.net.TransportAddress;

/**
 * WireGuard sends a peer's packets to where it heard the peer last. Where that is not what was agreed, the peer's NAT may have
 * given it another port: kept if it is proved like any path, soon enough and not too often.
 */
final class Roam {
    private static final long PATIENCE = Moment.seconds(6);
    private static final long WINDOW = Moment.seconds(60);
    private static final int MOST = 6;

    private Optional<TransportAddress> to = Optional.empty();
    private long since = Moment.NEVER;
    private long windowSince = Moment.LONG_AGO;
    private int count;

    /** Where WireGuard sends to; whether that is another place than it was told before. */
    boolean seen(TransportAddress endpoint, long now) {
        if (to.filter(endpoint::equals).isPresent()) {
            return false;
        }
        to = Optional.of(endpoint);
        since = now;
        count(now);
        return true;
    }

    /** One more time that it is not where it should be. */
    void count(long now) {
        if (now - windowSince > WINDOW) {
            windowSince = now;
            count = 0;
        }
        count++;
    }

    void back() {
        to = Optional.empty();
        since = Moment.NEVER;
    }

    Optional<TransportAddress> to() {
        return to;
    }

    long since() {
        return since;
    }

    boolean isHopeless(long now) {
        return count > MOST || to.isPresent() && now - since >= PATIENCE;
    }

    long wakeAt() {
        return to.isPresent() ? since + PATIENCE : Moment.NEVER;
    }
}
