// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

/**
 * What two hosts noticed of a change while they talked without a pause.
 *
 * @param sent pings at 50 ms, there and back
 * @param lost of them
 * @param pingGapMs longest time between two answers
 * @param numbers received on the pair's TCP stream
 * @param streamGapMs longest time without a number
 * @param whole whether it was one connection all the time and each number came in its turn
 */
record PairLoad(String from, String to, int sent, int lost, long pingGapMs, int numbers, long streamGapMs,
        boolean whole) {

    boolean joins(String host) {
        return from.equals(host) || to.equals(host);
    }

    @Override
    public String toString() {
        return "%s-%s: %d of %d pings lost, longest gap %d ms; stream %s, %d numbers, longest gap %d ms"
                .formatted(from, to, lost, sent, pingGapMs, whole ? "whole" : "BROKEN", numbers, streamGapMs);
    }
}
