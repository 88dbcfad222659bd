// SPDX-License-Identifier: Apache-2.0
package mesh.pair;

/** This host is on the relay; told until the other side says the same. */
final class Retreat {
    private final int epoch;
    private final FallbackReason reason;
    private final Pace pace = Pace.endless(300, 500, 800, 1500, 3000, 5000, 10_000, 30_000);

    Retreat(int epoch, FallbackReason reason, long now) {
        this.epoch = epoch;
        this.reason = reason;
        pace.start(now);
    }

    int epoch() {
        return epoch;
    }

    /** Begins anew: the peer is heard again, or went astray. */
    void repeat(long now) {
        pace.start(now);
    }

    void due(Reach reach, long now) {
        if (reach.canTell() && pace.rings(now)) {
            reach.tell(new ControlMessage.Fallback(epoch, reason));
        }
    }

    long wakeAt(Reach reach) {
        return reach.canTell() ? pace.at() : Moment.NEVER;
    }
}
