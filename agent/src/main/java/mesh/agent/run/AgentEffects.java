// SPDX-License-Identifier: Apache-2.0
package mesh.agent.run;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

import mesh.key.PublicKey;
import mesh.mapping.Mapper;
import mesh.name.NodeName;
import mesh.net.Keepalive;
import mesh.net.TransportAddress;
import mesh.pair.PairAction;
import mesh.pair.PairState;
import mesh.probe.ProbeSocket;
import mesh.relay.EventLog;
import mesh.shim.Shim;
import mesh.wireguard.WireGuardControl;

/** Does what pairs decide. By the loop's thread alone. */
final class AgentEffects implements PairEffects {
    private final WireGuardControl wireGuard;
    private final Shim shim;
    private final Relays relays;
    private final ProbeSocket probes;
    private final Beats beats;
    private final CounterReader counters;
    private final KeptOpen keptOpen;
    private final Runnable candidates;
    private final EventLog log;
    private final AgentMetrics metrics;
    /** What could not be done for a peer the last time, so that it is logged once. */
    private final Map<AgentPeer, String> problems = new HashMap<>();
    /** Endpoints that WireGuard did not take: a peer comes to the agent's file before it comes to the interface. */
    private final Map<AgentPeer, TransportAddress> refused = new HashMap<>();

    /** What {@link AgentEffects} works with. */
    record Tools(WireGuardControl wireGuard, Shim shim, Relays relays, ProbeSocket probes, Beats beats,
            CounterReader counters, EventLog log, AgentMetrics metrics) {}

    /** @param candidates finds out where this host may be called, as {@link Mapper#find} does */
    AgentEffects(Tools tools, Runnable candidates) {
        this.wireGuard = tools.wireGuard();
        this.shim = tools.shim();
        this.relays = tools.relays();
        this.probes = tools.probes();
        this.beats = tools.beats();
        this.counters = tools.counters();
        this.keptOpen = new KeptOpen(tools.wireGuard(), tools.log());
        this.log = tools.log();
        this.metrics = tools.metrics();
        this.candidates = candidates;
    }

    @Override
    public Optional<NodeName> home() {
        return relays.home();
    }

    @Override
    public boolean knows(NodeName relay) {
        return relays.knows(relay);
    }

    @Override
    public void tell(AgentPeer peer, Optional<NodeName> home, byte[] sealed) {
        relays.tell(peer.relayKey(), home, sealed);
    }

    @Override
    public void answer(NodeName relay, AgentPeer peer, byte[] sealed) {
        relays.answer(relay, peer.relayKey(), sealed);
    }

    @Override
    public void isAt(AgentPeer peer, NodeName relay) {
        relays.isAt(peer.relayKey(), relay);
    }

    @Override
    public void probe(TransportAddress destination, byte[] sealed, boolean whole) {
        try {
            probes.send(destination, sealed, whole);
        } catch (IOException refused) {
            // No answer will come, which says the same: too long for the interface, no route, no right.
            metrics.probeRefused();
        }
    }

    /** The shim first: what comes from there draws the endpoint to where it is to be. */
    @Override
    public void useRelay(AgentPeer peer, TransportAddress port) {
        shim.direct(peer.relayKey(), Optional.empty());
        endpoint(peer, port);
    }

    /** The shim first: what comes from there from now on does not draw the endpoint back. */
    @Override
    public void useDirect(AgentPeer peer, TransportAddress endpoint) {
        shim.direct(peer.relayKey(), Optional.of(endpoint));
        endpoint(peer, endpoint);
    }

    private void endpoint(AgentPeer peer, TransportAddress endpoint) {
        try {
            if (wireGuard.endpoint(peer.publicKey(), endpoint)) {
                settled(peer);
            } else {
                refused.put(peer, endpoint);
                problem(peer, "WireGuard has no such peer");
            }
        } catch (IOException failed) {
            refused.put(peer, endpoint);
            problem(peer, String.valueOf(failed.getMessage()));
        }
    }

    /** Whether WireGuard did not take what it may take later. */
    boolean hasRefused() {
        return !refused.isEmpty() || keptOpen.hasProblems();
    }

    void tryRefused() {
        Map.copyOf(refused).forEach(this::endpoint);
        keptOpen.tryAgain();
    }

    @Override
    public void keepOpen(AgentPeer peer) {
        keptOpen.add(peer);
    }

    /** What WireGuard sends to peers, as it was found. */
    void keepalives(SortedMap<PublicKey, Keepalive> found) {
        keptOpen.check(found);
    }

    /** Nothing is to be done for the peer any more. */
    void forget(AgentPeer peer) {
        settled(peer);
        keptOpen.forget(peer);
    }

    private void settled(AgentPeer peer) {
        problems.remove(peer);
        refused.remove(peer);
    }

    private void problem(AgentPeer peer, String why) {
        if (!why.equals(problems.put(peer, why))) {
            log.event("endpoint-not-set", "peer", peer.name(), "why", why);
        }
    }

    @Override
    public void repeatHandshake(AgentPeer peer) {
        shim.repeatHandshake(peer.relayKey());
    }

    @Override
    public void beat(AgentPeer peer, long number) {
        beats.ask(peer, number);
    }

    @Override
    public void findCandidates() {
        candidates.run();
    }

    @Override
    public void doubtRelays() {
        relays.doubt();
    }

    @Override
    public void count(AgentPeer peer, boolean inPassing) {
        if (inPassing) {
            counters.readIfStirred();
        } else {
            counters.read();
        }
    }

    @Override
    public void changed(AgentPeer peer, PairAction.Changed change) {
        metrics.changed(change);
        String where = change.to() == PairState.RELAY
                ? "relay"
                : change.endpoint().map(TransportAddress::toString).orElse("direct");
        log.event("path", "peer", peer.name(), "from", word(change.from()), "to", word(change.to()), "by", where,
                "why", change.why(), "after-ms", change.after().toMillis());
    }

    /** As status, log and metrics have it. */
    static String word(PairState state) {
        return state.name().toLowerCase(java.util.Locale.ROOT);
    }
}
