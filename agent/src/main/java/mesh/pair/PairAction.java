// SPDX-License-Identifier: Apache-2.0
package mesh.pair;

import java.time.Duration;
import java.util.Optional;

import mesh.net.TransportAddress;

/** Something to be done for a pair, in the order in which actions are returned. */
public sealed interface PairAction {

    /** Seal it for the peer and send it through relays. */
    record Tell(ControlMessage message) implements PairAction {}

    /** Seal it for the peer and send it beside the tunnel. A ping with a length goes whole. */
    record Probe(TransportAddress destination, ProbeMessage message) implements PairAction {}

    /** Send WireGuard's packets for the peer through the shim. */
    record UseRelay() implements PairAction {}

    /** Send WireGuard's packets for the peer to this address. */
    record UseDirect(TransportAddress endpoint) implements PairAction {}

    /** Send a beat inside the tunnel. @param number to be told when it is answered */
    record Beat(long number) implements PairAction {}

    /** Find out where this host may be called, and tell by {@link PairEvent.Mapped}. */
    record FindCandidates() implements PairAction {}

    /**
     * Find out soon which connections to relays are alive: the peer fell silent, perhaps since something on the way forgot this
     * host, and who only listens to a relay would not notice.
     */
    record DoubtRelays() implements PairAction {}

    /** Read WireGuard's counters, and tell by {@link PairEvent.Counted}. */
    record Count() implements PairAction {}

    /** The path is another one: a line in the log. */
    record Changed(PairState from, PairState to, Optional<TransportAddress> endpoint, String why, Duration after)
            implements
                PairAction {}
}
