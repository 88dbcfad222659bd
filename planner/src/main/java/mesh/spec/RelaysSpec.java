// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.List;
import java.util.Optional;

import mesh.key.RelayKey;
import mesh.name.NodeName;

/**
 * The section {@code relays}.
 *
 * @param admitted who may use the relays, in the order of the spec
 * @param forward they hand packets to each other
 */
public record RelaysSpec(List<Client> admitted, Optional<Located<Boolean>> forward) {
    /** What a spec without the section has. */
    static final RelaysSpec EMPTY = new RelaysSpec(List.of(), Optional.empty());

    public RelaysSpec {
        admitted = List.copyOf(admitted);
    }

    /**
     * A client of the relays that is no node of the mesh.
     *
     * @param name for people
     * @param key by which relays know it
     */
    public record Client(Located<NodeName> name, Located<RelayKey> key) {}
}
