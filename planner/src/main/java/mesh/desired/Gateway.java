// SPDX-License-Identifier: Apache-2.0
package mesh.desired;

import java.util.List;

import mesh.net.Cidr;

/**
 * What a host passes between the mesh and what is behind it.
 *
 * @param networks behind it, sorted
 * @param sources of packets that come out of the mesh, sorted: its ranges, and networks behind other nodes
 * @param masquerade true: packets into {@code networks} get the host's own address there, so that no machine in them needs
 *        a route to the mesh
 * @param exit true: packets to everywhere else pass too, under the host's own address
 */
public record Gateway(List<Cidr> networks, List<Cidr> sources, boolean masquerade, boolean exit) {
    public Gateway {
        networks = List.copyOf(networks);
        sources = List.copyOf(sources);
    }
}
