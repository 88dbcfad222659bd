// SPDX-License-Identifier: Apache-2.0
package mesh.agent.run;

import java.util.List;

import mesh.derp.RelayPublicKey;
import mesh.key.PublicKey;
import mesh.name.NodeName;
import mesh.net.IpAddress;
import mesh.net.Keepalive;

/**
 * A peer whose path is the agents' business.
 *
 * @param publicKey by which WireGuard knows it
 * @param relayKey by which its agent is found at relays
 * @param addresses inside the mesh, one or more
 * @param keepalive what WireGuard sends it while nothing else is sent, since either router keeps the way only so long
 */
public record AgentPeer(NodeName name, PublicKey publicKey, RelayPublicKey relayKey, List<IpAddress> addresses,
        Keepalive keepalive) {
    public AgentPeer {
        addresses = List.copyOf(addresses);
    }
}
