// SPDX-License-Identifier: Apache-2.0
package mesh.mapping;

import java.util.List;
import java.util.Set;

import mesh.net.Endpoint;
import mesh.net.IpAddress;
import mesh.net.Port;
import mesh.net.TransportAddress;

/**
 * What a {@link Mapper} must know of this host.
 *
 * @param port that WireGuard listens on
 * @param wireGuard the interface, whose addresses are no candidates
 * @param meshAddresses this host's addresses inside the mesh, which are no candidates on any interface
 * @param servers that answer STUN, as names or addresses; two or more, else it is not seen whether the mapping varies
 * @param declared what the spec says others may call; offered first
 * @param portMapping whether the router is asked for a port
 */
public record MapperSettings(Port port, String wireGuard, Set<IpAddress> meshAddresses, List<Endpoint> servers,
        List<TransportAddress> declared, boolean portMapping) {
    public MapperSettings {
        meshAddresses = Set.copyOf(meshAddresses);
        servers = List.copyOf(servers);
        declared = List.copyOf(declared);
    }
}
