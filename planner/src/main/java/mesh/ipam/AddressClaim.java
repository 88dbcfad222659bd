// SPDX-License-Identifier: Apache-2.0
package mesh.ipam;

import java.util.List;

import mesh.name.NodeName;
import mesh.net.IpAddress;

/**
 * What one node asks of the allocator.
 *
 * @param name whose claim it is
 * @param pinned addresses it must get, one of a family at the most; they win over everything
 * @param kept addresses it had, one of a family at the most; kept while they are in a range and nobody pins them
 */
public record AddressClaim(NodeName name, List<IpAddress> pinned, List<IpAddress> kept) {
    public AddressClaim {
        pinned = List.copyOf(pinned);
        kept = List.copyOf(kept);
    }
}
