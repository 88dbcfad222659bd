// SPDX-License-Identifier: Apache-2.0
package mesh.live;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import mesh.key.PublicKey;

/**
 * What a host's agent says of itself.
 *
 * @param ways by the public key of each peer
 */
public record LiveAgent(SortedMap<PublicKey, Way> ways) {
    public LiveAgent {
        ways = Collections.unmodifiableSortedMap(new TreeMap<>(Map.copyOf(ways)));
    }

    /** How the packets of a pair travel. */
    public enum Path {
        /** A relay carries them. */
        RELAY,
        /** They go the direct way, which has yet to show that it works. */
        TRIAL,
        /** They go the direct way. */
        DIRECT
    }

    /**
     * The way to one peer.
     *
     * @param path how packets travel
     * @param relay by which, where one carries them
     * @param endpoint where they go, where none does
     * @param roundTripMilliseconds absent: not measured
     * @param sinceSeconds how long they have travelled so
     * @param whyNotDirect one line for people; empty where the way is direct
     */
    public record Way(Path path, Optional<String> relay, Optional<String> endpoint,
            Optional<Double> roundTripMilliseconds, long sinceSeconds, String whyNotDirect) {}
}
