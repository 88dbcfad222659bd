// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import mesh.name.NodeName;
import mesh.net.IpAddress;
import mesh.value.ValueFormatException;

/** A DNS server that answers for the mesh's domain: an address, or a host of the mesh. */
public sealed interface Resolver {
    /** One known by its address. */
    record Address(IpAddress address) implements Resolver {}

    /** A host of the mesh, at its addresses there. */
    record Node(NodeName name) implements Resolver {}

    /** @throws ValueFormatException if {@code text} is neither */
    static Resolver parse(String text) {
        if (text.contains(":") || text.matches("[0-9.]+")) {
            return new Address(IpAddress.parse(text));
        }
        return new Node(new NodeName(text));
    }
}
