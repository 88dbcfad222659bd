// SPDX-License-Identifier: Apache-2.0
package mesh.pair;

import java.util.Optional;

import mesh.net.IpAddress;
import mesh.net.IpV4;
import mesh.net.IpV6;
import mesh.net.TransportAddress;

/** An address of the peer, and what probes showed of the way there. */
final class Path {
    /** How old a proof may be when packets are sent that way. */
    private static final long FRESH = Moment.seconds(15);

    private static final int LINK_LOCAL_BONUS = 30;
    private static final int PRIVATE_BONUS = 20;
    private static final int V6_BONUS = 10;

    private final TransportAddress remote;
    private final Pace shortPings = Pace.times(150, 200, 350, 500, 800, 1000, 1000);
    private final Pace fullPings = Pace.times(200, 300, 500, 800, 1000);
    private final Pace reports = Pace.times(300, 700, 1000, 1500);
    private Optional<TransportAddress> seenAs = Optional.empty();
    private Optional<TransportAddress> peersClaim = Optional.empty();
    private long roundTrip = Moment.NEVER;
    private long answeredAt = Moment.LONG_AGO;
    private long provedAt = Moment.LONG_AGO;
    private long claimedAt = Moment.LONG_AGO;
    private boolean wasAnswered;
    private boolean wasProved;

    Path(TransportAddress remote) {
        this.remote = remote;
    }

    TransportAddress remote() {
        return remote;
    }

    Pace shortPings() {
        return shortPings;
    }

    Pace fullPings() {
        return fullPings;
    }

    Pace reports() {
        return reports;
    }

    /** Begins anew, first at {@code moment}. What was measured is kept. */
    void probeFrom(long moment) {
        shortPings.start(moment);
        wasAnswered = false;
        wasProved = false;
        fullPings.stop();
        reports.stop();
    }

    void stopProbing() {
        shortPings.stop();
        fullPings.stop();
        reports.stop();
    }

    /** The peer's answer shows how it sees this host; another look is another way. */
    void answered(TransportAddress observed, long took, long now) {
        if (!seenAs.equals(Optional.of(observed))) {
            seenAs = Optional.of(observed);
            provedAt = Moment.LONG_AGO;
            wasProved = false;
            roundTrip = took;
        }
        roundTrip = now - answeredAt > FRESH ? took : Math.min(roundTrip, took);
        answeredAt = now;
        wasAnswered = true;
        shortPings.stop();
    }

    void proved(long now) {
        provedAt = now;
        wasProved = true;
        fullPings.stop();
        reports.start(now);
    }

    /** The peer says that it proved the way to {@code mine}, seen as this path's remote. */
    void claimed(TransportAddress mine, long now) {
        peersClaim = Optional.of(mine);
        claimedAt = now;
    }

    void forget() {
        provedAt = Moment.LONG_AGO;
        claimedAt = Moment.LONG_AGO;
        stopProbing();
    }

    /** In the last attempt. */
    boolean wasAnswered() {
        return wasAnswered;
    }

    boolean wasProved() {
        return wasProved;
    }

    boolean isProvedSince(long moment) {
        return provedAt >= moment;
    }

    boolean isProved(long now) {
        return now - provedAt <= FRESH;
    }

    boolean isProvedBothWays(long now) {
        return isProved(now) && now - claimedAt <= FRESH && seenAs.isPresent() && seenAs.equals(peersClaim);
    }

    /** Empty before the peer answered. */
    Optional<Way> way() {
        return seenAs.map(mine -> new Way(remote, mine));
    }

    long roundTrip() {
        return roundTrip;
    }

    /** The round trip in nanoseconds, made a little shorter for addresses that are near by their kind. Less is better. */
    long score() {
        int bonus = switch (remote.address()) {
            case IpV4 v4 -> isLinkLocal(v4) ? LINK_LOCAL_BONUS : isPrivate(v4) ? PRIVATE_BONUS : 0;
            case IpV6 v6 -> V6_BONUS + (isLinkLocal(v6) ? LINK_LOCAL_BONUS : isPrivate(v6) ? PRIVATE_BONUS : 0);
        };
        return roundTrip / 100 * (100 - bonus);
    }

    private static boolean isLinkLocal(IpAddress address) {
        return switch (address) {
            case IpV4 v4 -> v4.unsigned() >>> 16 == 0xa9fe;
            case IpV6 v6 -> v6.high() >>> 54 == 0xfe80 >>> 6;
        };
    }

    private static boolean isPrivate(IpAddress address) {
        return switch (address) {
            case IpV4 v4 -> v4.unsigned() >>> 24 == 10 || v4.unsigned() >>> 20 == 0xac1
                    || v4.unsigned() >>> 16 == 0xc0a8;
            case IpV6 v6 -> v6.high() >>> 57 == 0xfc >>> 1;
        };
    }
}
