// SPDX-License-Identifier: Apache-2.0
package mesh.adopt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import mesh.config.PeerConfig;
import mesh.key.PublicKey;

/**
 * Who has whom as a peer.
 *
 * @param byPeer for each key, the hosts that have it as a peer and what they say of it
 */
record Views(SortedMap<PublicKey, List<View>> byPeer) {

    /**
     * One host's word on one peer.
     *
     * @param viewer who says it
     * @param peer what it says
     */
    record View(FoundHost viewer, PeerConfig peer) {
        /** A learned endpoint is as good as a configured one where it has the port that the peer listens on. */
        boolean callsAt(Optional<Integer> port) {
            return peer.endpoint().isPresent()
                    && (!viewer.running() || port.equals(peer.endpoint().map(one -> one.port().number())));
        }
    }

    static Views of(List<FoundHost> hosts) {
        SortedMap<PublicKey, List<View>> byPeer = new TreeMap<>();
        for (FoundHost host : hosts) {
            for (PeerConfig peer : host.config().peers()) {
                byPeer.computeIfAbsent(peer.publicKey(), key -> new ArrayList<>()).add(new View(host, peer));
            }
        }
        return new Views(byPeer);
    }

    List<View> of(Optional<PublicKey> key) {
        return key.map(one -> byPeer.getOrDefault(one, List.of())).orElse(List.of());
    }

    /** The one that most of {@code values} are; of equals the smallest. */
    static <T extends Comparable<T>> Optional<T> mostCommon(List<T> values) {
        Map<T, Integer> counts = new TreeMap<>();
        values.forEach(value -> counts.merge(value, 1, Integer::sum));
        Optional<T> best = Optional.empty();
        int most = 0;
        for (Map.Entry<T, Integer> entry : counts.entrySet()) {
            if (entry.getValue() > most) {
                best = Optional.of(entry.getKey());
                most = entry.getValue();
            }
        }
        return best;
    }
}
