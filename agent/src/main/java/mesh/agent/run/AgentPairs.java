// SPDX-License-Identifier: Apache-2.0
package mesh.agent.run;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

import mesh.derp.RelayPublicKey;
import mesh.key.PublicKey;

/** All pairs of this host. By the loop's thread alone. */
final class AgentPairs {
    private final Map<RelayPublicKey, AgentPair> byRelayKey = new LinkedHashMap<>();

    void add(AgentPair pair) {
        byRelayKey.put(pair.peer().relayKey(), pair);
    }

    Optional<AgentPair> remove(AgentPeer peer) {
        return Optional.ofNullable(byRelayKey.remove(peer.relayKey()));
    }

    Optional<AgentPair> of(RelayPublicKey relayKey) {
        return Optional.ofNullable(byRelayKey.get(relayKey));
    }

    Optional<AgentPair> of(PublicKey key) {
        return all().stream().filter(pair -> pair.peer().publicKey().equals(key)).findFirst();
    }

    Collection<AgentPair> all() {
        return byRelayKey.values();
    }

    void forEach(Consumer<AgentPair> action) {
        byRelayKey.values().forEach(action);
    }

    boolean any(Predicate<AgentPair> what) {
        return byRelayKey.values().stream().anyMatch(what);
    }

    /** @param latest an upper bound */
    long wakeAtNanos(long latest) {
        long earliest = latest;
        for (AgentPair pair : byRelayKey.values()) {
            long at = pair.wakeAtNanos();
            earliest = at - earliest < 0 ? at : earliest;
        }
        return earliest;
    }

    void due(long nowNanos) {
        for (AgentPair pair : byRelayKey.values()) {
            if (pair.wakeAtNanos() - nowNanos <= 0) {
                pair.due(nowNanos);
            }
        }
    }
}
