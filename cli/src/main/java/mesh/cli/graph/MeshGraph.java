// SPDX-License-Identifier: Apache-2.0
package mesh.cli.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import mesh.cli.graph.GraphNode.Kind;
import mesh.desired.DesiredHost;
import mesh.desired.DesiredMesh;
import mesh.desired.DesiredPeer;
import mesh.model.Host;
import mesh.model.Mesh;
import mesh.model.Node;
import mesh.name.NodeName;

/**
 * Nodes and who can call whom.
 *
 * @param mesh its name
 * @param nodes hosts, devices, externals, each kind sorted by name
 * @param rows for each node, what it does with each other
 */
public record MeshGraph(String mesh, List<GraphNode> nodes, List<List<Way>> rows) {
    public MeshGraph {
        nodes = List.copyOf(nodes);
        rows = List.copyOf(rows);
    }

    /** What one node does to reach another. */
    public enum Way {
        /** They are no peers. */
        NONE('-'),
        /** It is called by the other. */
        WAITS('w'),
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
            return this == CALLS || this == KEEPS;
        }
    }

    /** The picture's subject as spec and lock describe it. */
    public static MeshGraph of(Mesh mesh, DesiredMesh desired) {
        List<Node> nodes = mesh.nodes().toList();
        Map<NodeName, Integer> index = new HashMap<>();
        nodes.forEach(node -> index.put(node.name(), index.size()));
        Way[][] ways = new Way[nodes.size()][nodes.size()];
        for (Way[] row : ways) {
            java.util.Arrays.fill(row, Way.NONE);
        }
        for (DesiredHost host : desired.hosts()) {
            int own = index.getOrDefault(host.name(), -1);
            for (DesiredPeer peer : host.peers()) {
                int other = index.getOrDefault(peer.name(), -1);
                if (own >= 0 && other >= 0) {
                    ways[own][other] = way(peer);
                    reverse(nodes, ways, own, other);
                }
            }
        }
        List<List<Way>> rows = new ArrayList<>();
        for (Way[] row : ways) {
            rows.add(List.of(row));
        }
        NodeFacts facts = new NodeFacts(mesh, desired);
        List<GraphNode> drawn = nodes.stream().map(node -> facts.node(node, called(ways, index, node))).toList();
        return new MeshGraph(mesh.name().text(), drawn, rows);
    }

    private static Way way(DesiredPeer peer) {
        if (peer.endpoint().isEmpty()) {
            return Way.WAITS;
        }
        return peer.keepalive().seconds() > 0 ? Way.KEEPS : Way.CALLS;
    }

    /** Devices and externals are configured by others; what they do follows from what hosts do not. */
    private static void reverse(List<Node> nodes, Way[][] ways, int host, int other) {
        if (!(nodes.get(other) instanceof Host)) {
            ways[other][host] = ways[host][other] == Way.WAITS ? Way.CALLS : Way.WAITS;
        }
    }

    private static boolean called(Way[][] ways, Map<NodeName, Integer> index, Node node) {
        int own = index.getOrDefault(node.name(), -1);
        for (Way[] row : ways) {
            if (own >= 0 && row[own].isCall()) {
                return true;
            }
        }
        return false;
    }

    Way way(int from, int to) {
        return rows.get(from).get(to);
    }

    /** One of the two calls the other. */
    boolean isLinked(int one, int other) {
        return way(one, other).isCall() || way(other, one).isCall();
    }

    /** Pairs with a host in them that cannot meet. */
    int missing() {
        int count = 0;
        for (int i = 0; i < nodes.size(); i++) {
            for (int j = i + 1; j < nodes.size(); j++) {
                boolean ours = nodes.get(i).kind() == Kind.HOST || nodes.get(j).kind() == Kind.HOST;
                count += ours && !isLinked(i, j) ? 1 : 0;
            }
        }
        return count;
    }
}
