// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.List;
import java.util.Optional;

import mesh.key.PublicKey;
import mesh.name.NodeName;
import mesh.net.IpAddress;

/**
 * One entry of {@code devices}.
 *
 * @param name its key
 * @param publicKey the device's own key
 * @param owner whose it is, free text
 * @param addresses pinned addresses
 */
public record DeviceSpec(Located<NodeName> name, Located<PublicKey> publicKey, Optional<Located<String>> owner,
        List<Located<IpAddress>> addresses) {

    public DeviceSpec {
        addresses = List.copyOf(addresses);
    }
}
