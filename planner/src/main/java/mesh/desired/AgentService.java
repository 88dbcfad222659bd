// SPDX-License-Identifier: Apache-2.0
package mesh.desired;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import mesh.key.PublicKey;
import mesh.key.RelayKey;
import mesh.lock.LockedRelay;
import mesh.name.NodeName;
import mesh.net.Endpoint;
import mesh.net.IpAddress;
import mesh.net.Port;

/**
 * The agent that a host runs: it finds ways to peers, and carries their packets by a relay until it has one.
 *
 * @param relays those of the mesh, by host
 * @param endpoints where the spec says that the host can be called
 * @param beatPort UDP, on addresses of the mesh: by what agents hear each other through the tunnel
 * @param peers whose ways it finds
 * @param known its own key; absent until it is made on the host
 */
public record AgentService(SortedMap<NodeName, Meeting> relays, List<Endpoint> endpoints, Port beatPort,
        SortedMap<NodeName, Peer> peers, Optional<RelayKey> known) {
    public AgentService {
        relays = Collections.unmodifiableSortedMap(new TreeMap<>(relays));
        endpoints = List.copyOf(endpoints);
        peers = Collections.unmodifiableSortedMap(new TreeMap<>(peers));
    }

    /** Whether it knows all that it has to of its peers. */
    public boolean knowsPeers() {
        return peers.values().stream().allMatch(Peer::known);
    }

    /** The same without peers that are not known yet. */
    AgentService withoutUnknownPeers() {
        SortedMap<NodeName, Peer> found = new TreeMap<>(peers);
        found.values().removeIf(peer -> !peer.known());
        return new AgentService(relays, endpoints, beatPort, found, known);
    }

    /** Whether it has its key, and a relay is there. */
    boolean canRun() {
        return known.isPresent() && relays.values().stream().anyMatch(relay -> relay.known().isPresent());
    }

    /**
     * A relay where agents meet.
     *
     * @param endpoint by which clients call it
     * @param stunPort UDP, of its STUN server; absent: it has none
     * @param known its key and pin; absent until they are made on its host
     */
    public record Meeting(Endpoint endpoint, Optional<Port> stunPort, Optional<LockedRelay> known) {}

    /**
     * A host whose way the agent finds.
     *
     * @param publicKey of its interface; absent until it is born
     * @param agent key of its agent; absent until it is made there
     * @param addresses in the mesh
     */
    public record Peer(Optional<PublicKey> publicKey, Optional<RelayKey> agent, List<IpAddress> addresses) {
        public Peer {
            addresses = List.copyOf(addresses);
        }

        boolean known() {
            return publicKey.isPresent() && agent.isPresent();
        }
    }
}
