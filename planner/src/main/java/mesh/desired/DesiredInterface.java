// SPDX-License-Identifier: Apache-2.0
package mesh.desired;

import java.util.List;
import java.util.Optional;

import mesh.key.PublicKey;
import mesh.model.KeyPolicy.Custody;
import mesh.net.InterfaceAddress;
import mesh.net.InterfaceName;
import mesh.net.Mtu;
import mesh.net.Port;

/**
 * A host's own end.
 *
 * @param name of the interface
 * @param publicKey absent until the host's key is born: known after apply
 * @param custody where the private key lives
 * @param port UDP listen port
 * @param mtu of the interface
 * @param addresses with the mesh range's prefix length, IPv4 first
 * @param formerKey the key it had before, until its replacement is over
 */
public record DesiredInterface(InterfaceName name, Optional<PublicKey> publicKey, Custody custody, Port port, Mtu mtu,
        List<InterfaceAddress> addresses, Optional<PublicKey> formerKey) {

    public DesiredInterface {
        addresses = List.copyOf(addresses);
    }

    /** With a key that is not being replaced. */
    public DesiredInterface(InterfaceName name, Optional<PublicKey> publicKey, Custody custody, Port port, Mtu mtu,
            List<InterfaceAddress> addresses) {
        this(name, publicKey, custody, port, mtu, addresses, Optional.empty());
    }
}
