// SPDX-License-Identifier: Apache-2.0
package mesh.agent.run;

import java.util.Optional;

import mesh.pair.PairEvent;
import mesh.relay.EventLog;
import mesh.shim.Shim;
import mesh.wireguard.PeerReading;

/** Tells pairs what was read of WireGuard. By the loop's thread alone. */
final class Readings {
    private final AgentPairs pairs;
    private final Shim shim;
    private final AgentEffects effects;
    private final EventLog log;
    private Optional<String> unreadable = Optional.empty();

    Readings(AgentPairs pairs, Shim shim, AgentEffects effects, EventLog log) {
        this.pairs = pairs;
        this.shim = shim;
        this.effects = effects;
        this.log = log;
    }

    /** Why there was no reading the last time. */
    Optional<String> problem() {
        return unreadable;
    }

    void counted(CounterReader.Reading reading) {
        long now = System.nanoTime();
        effects.keepalives(reading.keepalives());
        for (AgentPair pair : pairs.all()) {
            PeerReading peer = reading.peers().get(pair.peer().publicKey());
            if (peer != null) {
                pair.counted(event(pair, peer), reading.readAt(), now);
            }
        }
    }

    /** What was injected came through the relay: it proves nothing of the direct path, whose count this is. */
    private PairEvent.Counted event(AgentPair pair, PeerReading peer) {
        long injected = shim.counts(pair.peer().relayKey()).injectedBytes();
        return new PairEvent.Counted(Math.max(0, peer.received() - injected), peer.sent(), peer.handshakeSeconds(),
                peer.endpoint(), peer.endpoint().filter(pair.shim()::equals).isPresent());
    }

    void readable(Optional<String> problem) {
        if (!problem.equals(unreadable)) {
            unreadable = problem;
            problem.ifPresent(why -> log.event("wireguard-unreadable", "why", why));
        }
    }
}
