// SPDX-License-Identifier: Apache-2.0
package mesh.pair;

/** The leader's wish to go direct, told until the other side has done it. */
final class Offer {
    private final int epoch;
    private final Way way;
    private final Pace pace = Pace.times(300, 300, 300, 300, 400);

    Offer(int epoch, Way way, long now) {
        this.epoch = epoch;
        this.way = way;
        pace.start(now);
    }

    int epoch() {
        return epoch;
    }

    Way way() {
        return way;
    }

    /** False if nobody answered for too long. */
    boolean due(Reach reach, long now) {
        if (pace.rings(now)) {
            if (!pace.isRunning()) {
                return false;
            }
            reach.tell(new ControlMessage.Switch(epoch, way.seenAs(), way.remote()));
        }
        return true;
    }

    long wakeAt() {
        return pace.at();
    }
}
