// SPDX-License-Identifier: Apache-2.0
package mesh.desired;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import mesh.key.RelayKey;
import mesh.lock.LockedRelay;
import mesh.model.Relay;
import mesh.name.NodeName;
import mesh.net.Endpoint;

/**
 * The DERP and STUN server that a host runs.
 *
 * @param settings where it listens and what it shows
 * @param admitted who may use it, by name
 * @param peers the other relays of the mesh, by host, where it hands packets on to them
 * @param known its key and pin; absent until they are made on the host
 * @param unborn agents that will be admitted once their keys are made
 */
public record RelayService(Relay settings, SortedMap<NodeName, RelayKey> admitted,
        SortedMap<NodeName, Peer> peers, Optional<LockedRelay> known, SortedSet<NodeName> unborn) {
    /** All whose keys are made. */
    public RelayService(Relay settings, SortedMap<NodeName, RelayKey> admitted, SortedMap<NodeName, Peer> peers,
            Optional<LockedRelay> known) {
        this(settings, admitted, peers, known, new TreeSet<>());
    }

    public RelayService {
        admitted = Collections.unmodifiableSortedMap(new TreeMap<>(admitted));
        peers = Collections.unmodifiableSortedMap(new TreeMap<>(peers));
        unborn = Collections.unmodifiableSortedSet(new TreeSet<>(unborn));
    }

    /** The same without those that have no key. */
    RelayService withoutUnborn() {
        return new RelayService(settings, admitted, peers, known);
    }

    /**
     * Another relay of the mesh.
     *
     * @param endpoint by which clients call it
     * @param known its key and pin; absent until they are made on its host
     */
    public record Peer(Endpoint endpoint, Optional<LockedRelay> known) {}
}
