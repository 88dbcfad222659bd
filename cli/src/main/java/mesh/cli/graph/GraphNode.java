// SPDX-License-Identifier: Apache-2.0
package mesh.cli.graph;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A node as a picture shows it.
 *
 * @param name unique
 * @param kind what it is
 * @param site where it stands
 * @param isBehindNat it must call first
 * @param address the first of its addresses in the mesh, or what is routed to it; may be empty
 * @param labels short words beside its name, such as a network behind it
 * @param calledAt where hosts of each site call it; the empty site stands for hosts without one
 * @param facts more about it, name and value
 */
public record GraphNode(String name, Kind kind, Optional<String> site, boolean isBehindNat, String address,
        List<String> labels, SortedMap<String, String> calledAt, List<Fact> facts) {

    public GraphNode {
        labels = List.copyOf(labels);
        calledAt = Collections.unmodifiableSortedMap(new TreeMap<>(calledAt));
        facts = List.copyOf(facts);
    }

    /** Its address and labels, in one line. */
    String sub() {
        String words = String.join(" ", labels);
        return address.isEmpty() || words.isEmpty() ? address + words : address + " " + words;
    }

    boolean is(Kind other) {
        return kind == other;
    }

    /** Who looks after it. */
    public enum Kind {
        HOST, DEVICE, EXTERNAL;

        String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * One line about a node.
     *
     * @param name what
     * @param value any text
     */
    public record Fact(String name, String value) {}
}
