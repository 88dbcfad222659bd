// SPDX-License-Identifier: Apache-2.0
package mesh.desired;

import java.util.List;
import java.util.Optional;

import mesh.key.PublicKey;
import mesh.name.NodeName;
import mesh.net.Cidr;
import mesh.net.Endpoint;
import mesh.net.Keepalive;

/**
 * One peer of one host.
 *
 * @param name whose peer it is
 * @param publicKey absent until the peer's key is born: known after apply
 * @param endpoint where this host calls it; absent: it calls first
 * @param allowedIps sorted, unique across the host's peers
 * @param keepalive what this host sends; 0 is off
 * @param presharedEpoch epoch of the pair's preshared key; absent: none
 */
public record DesiredPeer(NodeName name, Optional<PublicKey> publicKey, Optional<Endpoint> endpoint,
        List<Cidr> allowedIps, Keepalive keepalive, Optional<Integer> presharedEpoch) {

    public DesiredPeer {
        allowedIps = List.copyOf(allowedIps);
    }
}
