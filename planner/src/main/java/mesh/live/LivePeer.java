// SPDX-License-Identifier: Apache-2.0
package mesh.live;

import java.util.List;
import java.util.Optional;

import mesh.key.PublicKey;
import mesh.net.Cidr;
import mesh.net.Endpoint;
import mesh.net.Keepalive;

/**
 * A peer of a running interface.
 *
 * @param publicKey whose peer
 * @param endpoint where packets go now, roaming included
 * @param allowedIps sorted, host bits masked
 * @param keepalive what this host sends
 * @param preshared true where a preshared key is set; the key itself is never read
 * @param handshakeAgeSeconds since the last handshake; absent before the first
 * @param receivedBytes through the tunnel
 * @param sentBytes through the tunnel
 */
public record LivePeer(PublicKey publicKey, Optional<Endpoint> endpoint, List<Cidr> allowedIps, Keepalive keepalive,
        boolean preshared, Optional<Long> handshakeAgeSeconds, long receivedBytes, long sentBytes) {

    public LivePeer {
        allowedIps = allowedIps.stream().sorted().toList();
    }
}
