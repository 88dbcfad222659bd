// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.util.List;

import mesh.name.NodeName;

/**
 * Who talks to whom, and through whom.
 *
 * @param shape which pairs talk
 * @param links the pairs of {@link Shape#PAIRS}; empty for the others
 * @param hubs hosts that carry packets for others, the preferred one first; at least one with {@link Shape#HUB_AND_SPOKE}
 * @param noPath pairs that need no path: no hub carries their packets
 */
public record Topology(Shape shape, PairSet links, List<NodeName> hubs, PairSet noPath) {
    /** Everybody with everybody, and nobody carries packets for others. */
    public static final Topology FULL = new Topology(Shape.FULL, PairSet.NONE, List.of(), PairSet.NONE);

    public Topology {
        hubs = List.copyOf(hubs);
    }

    /** Which pairs talk. */
    public enum Shape {
        /** All pairs, each as directly as it can. */
        FULL("full"),
        /** All pairs, those without a hub in them through one. */
        HUB_AND_SPOKE("hub-and-spoke"),
        /** Those that are listed. */
        PAIRS("pairs");

        private final String text;

        Shape(String text) {
            this.text = text;
        }

        /** How specs write it, and people call it. */
        public String text() {
            return text;
        }
    }
}
