// SPDX-License-Identifier: Apache-2.0
package mesh.agent.netcheck;

import java.util.List;
import java.util.Optional;

import mesh.derp.client.HttpProxies;
import mesh.derp.client.Relay;
import mesh.net.Port;

/**
 * What is asked, and from where.
 *
 * @param relays whose STUN and HTTPS are asked
 * @param port of WireGuard, from which is asked where that is possible; empty: from any
 * @param mark of our packets, 0 for none
 */
public record NetcheckSettings(List<Relay> relays, HttpProxies proxies, Optional<Port> port, int mark) {
    public NetcheckSettings {
        relays = List.copyOf(relays);
    }
}
