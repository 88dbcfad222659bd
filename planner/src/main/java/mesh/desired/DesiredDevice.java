// SPDX-License-Identifier: Apache-2.0
package mesh.desired;

import java.util.List;
import java.util.Optional;

import mesh.key.PublicKey;
import mesh.name.MeshName;
import mesh.name.NodeName;
import mesh.net.InterfaceAddress;
import mesh.net.InterfaceName;
import mesh.net.IpAddress;
import mesh.net.Mtu;

/**
 * All that one phone or laptop should have: the other end of what hosts have of it.
 *
 * @param mesh whose part it is
 * @param name of the device
 * @param iface what hosts call their interface, for systems that want a name
 * @param publicKey absent until {@code mesh export} makes the key
 * @param addresses its own, as whole addresses: all else is reached by its peers' allowed IPs
 * @param mtu the smallest of its peers'
 * @param peers hosts, sorted by name, with their keys known
 * @param unknownKeys hosts that are left out because they have no key yet, sorted
 * @param names of the mesh
 * @param resolvers whom it asks for names; empty: those of the network where it is
 */
public record DesiredDevice(MeshName mesh, NodeName name, InterfaceName iface, Optional<PublicKey> publicKey,
        List<InterfaceAddress> addresses, Mtu mtu, List<DesiredPeer> peers, List<NodeName> unknownKeys,
        NameTable names, List<IpAddress> resolvers) {

    public DesiredDevice {
        addresses = List.copyOf(addresses);
        peers = List.copyOf(peers);
        unknownKeys = List.copyOf(unknownKeys);
        resolvers = List.copyOf(resolvers);
    }

    /** True where its internet traffic goes through one of its peers. */
    public boolean usesExit() {
        return peers.stream().flatMap(peer -> peer.allowedIps().stream()).anyMatch(one -> one.prefixLength() == 0);
    }
}
