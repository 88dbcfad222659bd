// SPDX-License-Identifier: Apache-2.0
package mesh.agent.run;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;

import mesh.key.PublicKey;
import mesh.net.Keepalive;
import mesh.relay.EventLog;
import mesh.wireguard.WireGuardControl;

/**
 * Peers to which WireGuard sends keepalives, since their agents are there. Not before: WireGuard would try to begin a session
 * with nobody, and then wait five seconds for its next try. By the loop's thread alone.
 */
final class KeptOpen {
    private final WireGuardControl wireGuard;
    private final EventLog log;
    /** Peers, and what could not be done for them; empty where they are kept open. */
    private final Map<AgentPeer, String> problems = new HashMap<>();

    KeptOpen(WireGuardControl wireGuard, EventLog log) {
        this.wireGuard = wireGuard;
        this.log = log;
    }

    /** From now on. Does nothing if it is so already. */
    void add(AgentPeer peer) {
        if (!problems.containsKey(peer)) {
            set(peer);
        }
    }

    private void set(AgentPeer peer) {
        try {
            tell(peer, wireGuard.keepalive(peer.publicKey(), peer.keepalive()) ? "" : "WireGuard has no such peer");
        } catch (IOException failed) {
            tell(peer, String.valueOf(failed.getMessage()));
        }
    }

    private void tell(AgentPeer peer, String problem) {
        String before = problems.put(peer, problem);
        if (!problem.isEmpty() && !problem.equals(before)) {
            log.event("keepalive-not-set", "peer", peer.name(), "why", problem);
        }
    }

    /** The keepalive is not this agent's concern any more; it stays as it is. */
    void forget(AgentPeer peer) {
        problems.remove(peer);
    }

    boolean hasProblems() {
        return problems.values().stream().anyMatch(problem -> !problem.isEmpty());
    }

    void tryAgain() {
        problems.keySet().stream().filter(peer -> !String.valueOf(problems.get(peer)).isEmpty()).toList()
                .forEach(this::set);
    }

    /** Sets what another hand changed, or a file that was loaded anew. @param found what there is */
    void check(SortedMap<PublicKey, Keepalive> found) {
        problems.keySet().stream().filter(peer -> found.containsKey(peer.publicKey())
                && !peer.keepalive().equals(found.get(peer.publicKey()))).toList().forEach(this::set);
    }
}
