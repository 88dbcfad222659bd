// SPDX-License-Identifier: Apache-2.0
package mesh.desired;

import java.util.List;

import mesh.lock.Reach;
import mesh.name.MeshName;
import mesh.name.NodeName;
import mesh.net.Cidr;

/**
 * All that one host should have.
 *
 * @param mesh whose part it is
 * @param name of the host
 * @param reach system, format, SSH
 * @param iface its interface
 * @param peers sorted by name
 * @param routes sorted; allowed IPs that no connected prefix of the interface covers
 * @param ground what it needs besides the interface
 */
public record DesiredHost(MeshName mesh, NodeName name, Reach reach, DesiredInterface iface, List<DesiredPeer> peers,
        List<Cidr> routes, Ground ground) {

    public DesiredHost {
        peers = List.copyOf(peers);
        routes = List.copyOf(routes);
    }

    /** One that needs nothing besides its interface. */
    public DesiredHost(MeshName mesh, NodeName name, Reach reach, DesiredInterface iface, List<DesiredPeer> peers,
            List<Cidr> routes) {
        this(mesh, name, reach, iface, peers, routes, Ground.NONE);
    }

    /** The same that needs something else besides its interface. */
    public DesiredHost withGround(Ground other) {
        return new DesiredHost(mesh, name, reach, iface, peers, routes, other);
    }

    /** True when its own key and those of all its peers are known, so that its files can be rendered. */
    public boolean keysKnown() {
        if (iface.publicKey().isEmpty()) {
            return false;
        }
        for (DesiredPeer peer : peers) {
            if (peer.publicKey().isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /**
     * The same without the peers whose keys are not known, so that it can be configured while one of them cannot be
     * reached, and without an agent that has no key or nowhere to meet others. None of these was ever part of any
     * configuration.
     */
    public DesiredHost withoutUnknownPeers() {
        List<DesiredPeer> known = peers.stream().filter(peer -> peer.publicKey().isPresent()).toList();
        List<Cidr> reached = routes.stream()
                .filter(route -> known.stream().anyMatch(peer -> peer.allowedIps().contains(route))).toList();
        return new DesiredHost(mesh, name, reach, iface, known, reached,
                ground.withRelay(ground.relay().map(RelayService::withoutUnborn))
                        .withAgent(ground.agent().filter(AgentService::canRun)
                                .map(AgentService::withoutUnknownPeers)));
    }
}
