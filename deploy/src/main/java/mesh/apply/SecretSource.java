// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import mesh.key.PresharedKey;
import mesh.key.PrivateKey;
import mesh.key.PublicKey;

/** Opens secrets at the moment they are sent. Safe for concurrent use. */
public interface SecretSource {
    /**
     * The private key of a host under vault custody.
     *
     * @throws SecretUnavailableException if the vault does not hold it or cannot be opened
     */
    PrivateKey privateKey(PublicKey publicKey) throws SecretUnavailableException;

    /**
     * The preshared key of a pair.
     *
     * @throws SecretUnavailableException if the seed cannot be opened
     */
    PresharedKey presharedKey(PublicKey one, PublicKey other, int epoch) throws SecretUnavailableException;
}
