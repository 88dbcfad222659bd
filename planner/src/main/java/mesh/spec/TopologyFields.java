// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.List;

import mesh.spec.Shape.Choice;
import mesh.spec.Shape.Many;
import mesh.spec.Shape.Pair;
import mesh.spec.Shape.WordOrMany;

/** Keys of {@code topology}. */
final class TopologyFields {
    private static final Pair PAIR = new Pair(Texts.SELECTOR);

    private TopologyFields() {}

    static Section section() {
        return new Section("topology", "'topology'",
                "Who talks to whom, and which hosts carry packets of those who cannot call each other.",
                List.of(Field.optional("links",
                        new WordOrMany(new Choice(List.of("full", "hub-and-spoke")), PAIR),
                        "full: everybody with everybody. hub-and-spoke: the same, but through the hubs only. A list: these pairs of selectors. A selector is a node, tag:NAME, group:NAME or any.",
                        "[[tag:web, tag:db], [laptop, any]]").byDefault("full"),
                        Field.optional("hubs", new Many(Texts.NODE_NAME),
                                "Hosts that carry packets of linked pairs that cannot call each other, the preferred one first.",
                                "[do1, li1]"),
                        Field.optional("no-path", new Many(PAIR),
                                "Pairs that need no path: where they cannot call each other, no hub carries their packets and it is no error.",
                                "[[pi4, phone]]")));
    }
}
