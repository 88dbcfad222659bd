// SPDX-License-Identifier: Apache-2.0
package mesh.pair;

import java.util.Optional;

import mesh.net.TransportAddress;

/** Something that happened to a pair. */
public sealed interface PairEvent {

    /**
     * Before all other events, if at all: this agent has just started, and WireGuard sends the peer's packets to a direct
     * endpoint, which a predecessor may have proved. It is kept while beats are answered through it, and nothing is lost; if
     * they are not, soon, the pair begins at the relay.
     */
    record Inherited(TransportAddress endpoint) implements PairEvent {}

    /** Whether any relay is connected. */
    record RelayReachable(boolean reachable) implements PairEvent {}

    /** A genuine message of the peer came through a relay. */
    record Told(ControlMessage message) implements PairEvent {}

    /** The peer is at no relay, or its agent was restarted: it knows nothing of what was agreed. */
    record PeerLost() implements PairEvent {}

    /** A genuine message of the peer came beside the tunnel. */
    record Probed(TransportAddress source, ProbeMessage message) implements PairEvent {}

    /** Where this host may be called was found out again, be it the same. */
    record Mapped(OwnCandidates own) implements PairEvent {}

    /**
     * What WireGuard says of the peer; bytes as in its counters.
     *
     * @param endpoint where the peer's packets go
     * @param onRelay true where {@code endpoint} is that of the shim
     */
    record Counted(long received, long sent, long handshakeSeconds, Optional<TransportAddress> endpoint,
            boolean onRelay) implements PairEvent {}

    /** WireGuard had people's packets for the peer, no mere keepalives and handshakes, and gave them to the shim. */
    record RelayedOut() implements PairEvent {}

    /** The peer answered a beat inside the tunnel. */
    record BeatAnswered(long number) implements PairEvent {}

    /** An address or a route of this host is another, or the host slept. */
    record NetworkChanged() implements PairEvent {}
}
