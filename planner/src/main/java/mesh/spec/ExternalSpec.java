// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.List;
import java.util.Optional;

import mesh.key.PublicKey;
import mesh.name.NodeName;
import mesh.name.Tag;
import mesh.net.Cidr;
import mesh.net.Endpoint;

/**
 * One entry of {@code externals}.
 *
 * @param name its key
 * @param publicKey its WireGuard key
 * @param endpoint where it listens; absent: it calls first
 * @param allowedIps what is routed to it, at least one
 * @param tags words that select it
 */
public record ExternalSpec(Located<NodeName> name, Located<PublicKey> publicKey, Optional<Located<Endpoint>> endpoint,
        List<Located<Cidr>> allowedIps, List<Located<Tag>> tags) {

    public ExternalSpec {
        allowedIps = List.copyOf(allowedIps);
        tags = List.copyOf(tags);
    }
}
