// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

import mesh.key.PublicKey;
import mesh.name.NodeName;
import mesh.name.Tag;
import mesh.net.Cidr;
import mesh.net.Endpoint;
import mesh.net.IpAddress;

/**
 * A WireGuard peer that somebody else configures.
 *
 * @param name unique among all nodes
 * @param publicKey its key
 * @param endpoint where it listens; absent: it calls first
 * @param allowedIps what is routed to it, at least one; it takes no address from the mesh's ranges
 * @param pinnedAddresses always empty
 * @param tags sorted
 */
public record External(NodeName name, PublicKey publicKey, Optional<Endpoint> endpoint, List<Cidr> allowedIps,
        List<IpAddress> pinnedAddresses, SortedSet<Tag> tags) implements Node {

    public External {
        allowedIps = List.copyOf(allowedIps);
        pinnedAddresses = List.copyOf(pinnedAddresses);
    }
}
