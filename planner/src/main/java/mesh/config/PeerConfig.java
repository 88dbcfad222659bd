// SPDX-License-Identifier: Apache-2.0
package mesh.config;

import java.util.List;
import java.util.Optional;

import mesh.key.PublicKey;
import mesh.net.Cidr;
import mesh.net.Endpoint;
import mesh.net.Keepalive;

/**
 * A peer as a file has it.
 *
 * @param place where it begins
 * @param name what the file calls it, in a comment or a description; any text
 * @param publicKey whose peer it is
 * @param endpoint where it is called
 * @param allowedIps in the order of the file, host bits masked as the kernel does
 * @param keepalive 0 is off
 * @param preshared true where the pair has a preshared key
 */
public record PeerConfig(Place place, Optional<String> name, PublicKey publicKey, Optional<Endpoint> endpoint,
        List<Cidr> allowedIps, Keepalive keepalive, boolean preshared) {

    public PeerConfig {
        allowedIps = List.copyOf(allowedIps);
    }
}
