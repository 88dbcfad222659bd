// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import mesh.key.PublicKey;
import mesh.name.NodeName;

/** How a host's key came to be known, or why not. */
public sealed interface KeyBirth {
    NodeName host();

    /** @param publicKey of the private key that the host has and keeps */
    record Born(NodeName host, PublicKey publicKey) implements KeyBirth {}

    /**
     * No key.
     *
     * @param refused true when host key, login or root were refused
     * @param reason one line for people, with what to do
     */
    record Failed(NodeName host, boolean refused, String reason) implements KeyBirth {}
}
