// SPDX-License-Identifier: Apache-2.0
package mesh.adopt;

import java.util.List;
import java.util.Optional;

import mesh.key.PublicKey;
import mesh.name.NodeName;
import mesh.net.Cidr;
import mesh.net.Endpoint;
import mesh.net.IpAddress;

/** A peer that no read host is. */
sealed interface StrangeSketch {
    NodeName name();

    PublicKey key();

    /** @param addresses in the mesh's ranges, one of a family */
    record DeviceSketch(NodeName name, PublicKey key, List<IpAddress> addresses) implements StrangeSketch {}

    /** @param allowedIps at least one, none in the mesh's ranges */
    record ExternalSketch(NodeName name, PublicKey key, Optional<Endpoint> endpoint, List<Cidr> allowedIps)
            implements
                StrangeSketch {}
}
