// SPDX-License-Identifier: Apache-2.0
package mesh.wireguard;

import java.util.Optional;

import mesh.net.TransportAddress;

/**
 * What the interface says of a peer.
 *
 * @param endpoint where its packets go, as set or as it roamed; absent where nothing is known
 * @param handshakeSeconds seconds since 1970 of the last completed handshake, by the host's clock; 0 if there was none
 * @param received bytes of packets that were genuine, since the peer was added
 * @param sent bytes since the peer was added
 */
public record PeerReading(Optional<TransportAddress> endpoint, long handshakeSeconds, long received, long sent) {}
