// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.List;
import java.util.Optional;

import mesh.key.PublicKey;
import mesh.name.NodeName;
import mesh.name.Tag;
import mesh.net.IpAddress;

/**
 * One entry of {@code devices}.
 *
 * @param name its key
 * @param publicKey the device's own key
 * @param owner whose it is, free text
 * @param addresses pinned addresses
 * @param tags words that select it
 */
public record DeviceSpec(Located<NodeName> name, Located<PublicKey> publicKey, Optional<Located<String>> owner,
        List<Located<IpAddress>> addresses, List<Located<Tag>> tags) {

    public DeviceSpec {
        addresses = List.copyOf(addresses);
        tags = List.copyOf(tags);
    }
}
