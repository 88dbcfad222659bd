// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

import mesh.key.RelayKey;
import mesh.name.NodeName;

/**
 * What all relays of a mesh have in common.
 *
 * @param clients who may use them, by the names that the spec gives them
 * @param forward they hand packets on to each other, one hop
 */
public record Relays(SortedMap<NodeName, RelayKey> clients, boolean forward) {
    public Relays {
        clients = Collections.unmodifiableSortedMap(new TreeMap<>(clients));
    }
}
