// SPDX-License-Identifier: Apache-2.0
package mesh.live;

import java.util.List;
import java.util.Optional;

import mesh.key.PublicKey;
import mesh.net.Cidr;
import mesh.net.InterfaceAddress;
import mesh.net.InterfaceName;
import mesh.net.Port;

/**
 * A running interface.
 *
 * @param name of the interface
 * @param publicKey absent when it has no private key
 * @param port absent when it listens nowhere
 * @param mtuBytes as the kernel says
 * @param addresses sorted, link-local ones left out
 * @param peers sorted by key
 * @param routes sorted; through this interface, connected prefixes left out
 * @param up false where somebody set it down: it is there and carries nothing
 */
public record LiveInterface(InterfaceName name, Optional<PublicKey> publicKey, Optional<Port> port, int mtuBytes,
        List<InterfaceAddress> addresses, List<LivePeer> peers, List<Cidr> routes, boolean up) {

    public LiveInterface {
        addresses = addresses.stream().sorted().toList();
        routes = routes.stream().sorted().toList();
        peers = peers.stream().sorted(java.util.Comparator.comparing(LivePeer::publicKey)).toList();
    }

    /** One that is up. */
    public LiveInterface(InterfaceName name, Optional<PublicKey> publicKey, Optional<Port> port, int mtuBytes,
            List<InterfaceAddress> addresses, List<LivePeer> peers, List<Cidr> routes) {
        this(name, publicKey, port, mtuBytes, addresses, peers, routes, true);
    }
}
