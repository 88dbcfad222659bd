// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import mesh.key.PublicKey;
import mesh.name.NodeName;
import mesh.name.Tag;
import mesh.net.IpAddress;
import mesh.net.Keepalive;

/**
 * One entry of {@code devices}.
 *
 * @param name its key
 * @param publicKey the device's own key; absent: {@code mesh export} makes it
 * @param owner whose it is, free text
 * @param addresses pinned addresses
 * @param tags words that select it
 * @param expires the first day on which it takes no part
 * @param keepalive what it sends
 * @param useExit through which host its internet traffic goes
 * @param resolvers whom it asks for names
 */
public record DeviceSpec(Located<NodeName> name, Optional<Located<PublicKey>> publicKey,
        Optional<Located<String>> owner, List<Located<IpAddress>> addresses, List<Located<Tag>> tags,
        Optional<Located<LocalDate>> expires, Optional<Located<Keepalive>> keepalive,
        Optional<Located<NodeName>> useExit, List<Located<IpAddress>> resolvers) {

    public DeviceSpec {
        addresses = List.copyOf(addresses);
        tags = List.copyOf(tags);
        resolvers = List.copyOf(resolvers);
    }
}
