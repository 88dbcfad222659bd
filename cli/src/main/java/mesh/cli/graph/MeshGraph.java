// SPDX-License-Identifier: Apache-2.0
package mesh.cli.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;

import mesh.desired.DesiredMesh;
import mesh.model.Host;
import mesh.model.Mesh;
import mesh.model.Node;
import mesh.path.Path;
import mesh.path.Paths;
import mesh.spec.PolicySpec;

/**
 * Nodes and who can call whom.
 *
 * @param mesh its name
 * @param nodes hosts, devices, externals, each kind sorted by name
 * @param rows for each node, what it does with each other
 * @param hubs who carries the packets of two nodes, named with a blank between
 * @param reach who may reach whom
 */
public record MeshGraph(String mesh, List<GraphNode> nodes, List<List<Way>> rows, SortedMap<String, String> hubs,
        Reach reach) {
    public MeshGraph {
        nodes = List.copyOf(nodes);
        hubs = Collections.unmodifiableSortedMap(new TreeMap<>(hubs));
        rows = List.copyOf(rows);
    }

    /** What one node does to reach another. */
    public enum Way {
        /** They should meet and cannot. */
        NONE('-'),
        /** They are not to meet, or it is not this mesh's to make them. */
        UNLINKED('u'),
        /** A hub passes their packets on. */
        HUB('h'),
        /** It is called by the other. */
        WAITS('w'),
        /** Its agent finds where it can call the other, and a relay carries their packets until then. */
        RELAYED('a'),
        /** It calls the other where it stands. */
        CALLS('c'),
        /** It calls the other and keeps the way open. */
        KEEPS('k');

        private final char letter;

        Way(char letter) {
            this.letter = letter;
        }

        char letter() {
            return letter;
        }

        boolean isCall() {
            return this == CALLS || this == KEEPS || this == RELAYED;
        }
    }

    /**
     * The picture's subject as spec and lock describe it.
     *
     * @param policy of {@code mesh}, in the words of the spec
     */
    public static MeshGraph of(Mesh mesh, PolicySpec policy, DesiredMesh desired) {
        List<Node> nodes = mesh.nodes().toList();
        Paths paths = Paths.of(mesh);
        List<List<Way>> rows = new ArrayList<>();
        SortedMap<String, String> hubs = new TreeMap<>();
        for (Node one : nodes) {
            List<Way> row = new ArrayList<>();
            for (Node other : nodes) {
                row.add(one.name().equals(other.name()) ? Way.UNLINKED : way(paths, one, other, hubs));
            }
            rows.add(row);
        }
        NodeFacts facts = new NodeFacts(mesh, desired);
        List<GraphNode> drawn = nodes.stream().map(facts::node).toList();
        return new MeshGraph(mesh.name().text(), drawn, rows, hubs, ReachMaker.of(mesh, policy));
    }

    private static Way way(Paths paths, Node one, Node other, SortedMap<String, String> hubs) {
        return switch (paths.between(one.name(), other.name())) {
            case Path.Direct direct when direct.call().isPresent() -> one instanceof Host host && host.behindNat()
                    ? Way.KEEPS
                    : Way.CALLS;
            case Path.Direct direct -> Way.WAITS;
            case Path.Relayed relayed -> Way.RELAYED;
            case Path.Hub hub -> {
                hubs.put(one.name() + " " + other.name(), hub.hub().text());
                yield Way.HUB;
            }
            case Path.None none -> one instanceof Host || other instanceof Host ? Way.NONE : Way.UNLINKED;
            case Path.Unlinked unlinked -> Way.UNLINKED;
        };
    }

    Way way(int from, int to) {
        return rows.get(from).get(to);
    }

    /** One of the two calls the other. */
    boolean isLinked(int one, int other) {
        return way(one, other).isCall() || way(other, one).isCall();
    }

    /** Pairs that should meet and cannot. */
    int missing() {
        return count((one, other) -> way(one, other) == Way.NONE);
    }

    /** Pairs of which one calls the other. */
    int peers() {
        return count(this::isLinked);
    }

    private int count(BiPredicate<Integer, Integer> pairs) {
        int count = 0;
        for (int i = 0; i < nodes.size(); i++) {
            for (int j = i + 1; j < nodes.size(); j++) {
                count += pairs.test(i, j) ? 1 : 0;
            }
        }
        return count;
    }
}
