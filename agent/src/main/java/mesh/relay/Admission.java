// SPDX-License-Identifier: Apache-2.0
package mesh.relay;

import java.util.Map;
import java.util.Optional;

import mesh.derp.RelayPublicKey;

/**
 * Who may use the relay.
 *
 * @param names of the clients, by key
 */
public record Admission(Map<RelayPublicKey, String> names) {
    public Admission {
        names = Map.copyOf(names);
    }

    /** The client's name; empty if it may not use the relay. */
    public Optional<String> nameOf(RelayPublicKey key) {
        return Optional.ofNullable(names.get(key));
    }
}
