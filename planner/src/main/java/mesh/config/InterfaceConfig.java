// SPDX-License-Identifier: Apache-2.0
package mesh.config;

import java.util.List;
import java.util.Optional;

import mesh.key.PublicKey;
import mesh.net.Cidr;
import mesh.net.InterfaceAddress;

/**
 * What the files of one interface say.
 *
 * @param interfaceName where a file says so; any text
 * @param written by mesh itself: for whom
 * @param publicKey of the private key that a file holds; the private key itself is forgotten at once
 * @param port absent where it listens nowhere in particular
 * @param mtuBytes absent where no file says
 * @param addresses in the order of the files
 * @param routes those that the system makes of the files; connected prefixes may be among them
 * @param peers in the order of the files
 * @param leftovers what the others do not say
 */
public record InterfaceConfig(Optional<String> interfaceName, Optional<Written> written, Optional<PublicKey> publicKey,
        Optional<Integer> port, Optional<Integer> mtuBytes, List<InterfaceAddress> addresses, List<Cidr> routes,
        List<PeerConfig> peers, List<Leftover> leftovers) {

    public InterfaceConfig {
        addresses = List.copyOf(addresses);
        routes = List.copyOf(routes);
        peers = List.copyOf(peers);
        leftovers = List.copyOf(leftovers);
    }

    /**
     * What the first line of a file says that mesh wrote.
     *
     * @param mesh a mesh's name; any text
     * @param host a host's name; any text
     */
    public record Written(String mesh, String host) {}
}
