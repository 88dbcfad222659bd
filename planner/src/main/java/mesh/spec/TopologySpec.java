// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.List;
import java.util.Optional;

import mesh.name.NodeName;

/**
 * Who talks to whom, as the spec says it.
 *
 * @param shape {@code full} or {@code hub-and-spoke}; absent: neither is said
 * @param links pairs that talk, where no shape is said
 * @param linksGiven whether {@code links} is a list, which may be empty
 * @param hubs in order of preference
 * @param noPath pairs that need no path
 */
public record TopologySpec(Optional<Located<String>> shape, List<SelectorPair> links, boolean linksGiven,
        List<Located<NodeName>> hubs, List<SelectorPair> noPath) {

    /** Nothing is said. */
    public static final TopologySpec EMPTY = new TopologySpec(Optional.empty(), List.of(), false, List.of(),
            List.of());

    public TopologySpec {
        links = List.copyOf(links);
        hubs = List.copyOf(hubs);
        noPath = List.copyOf(noPath);
    }
}
