// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.util.List;
import java.util.Optional;

import mesh.name.NodeName;

/**
 * How packets pass a host.
 *
 * @param masquerade packets into the networks behind it get its own address there
 * @param exits the hosts through which its internet traffic goes, the preferred one first; empty: its own way
 * @param priority rank among hosts with the same routes, the lowest first
 */
public record Passage(boolean masquerade, List<NodeName> exits, int priority) {
    /** The rank of a host that says nothing of it. */
    public static final int PRIORITY = 100;

    /** Of a host about which nothing is said. */
    public static final Passage USUAL = new Passage(true, List.of(), PRIORITY);

    public Passage {
        exits = List.copyOf(exits);
    }

    /** The exit that is used while it is alive. */
    public Optional<NodeName> preferredExit() {
        return exits.isEmpty() ? Optional.empty() : Optional.of(exits.getFirst());
    }
}
