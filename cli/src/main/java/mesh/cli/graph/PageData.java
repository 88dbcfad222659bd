// SPDX-License-Identifier: Apache-2.0
package mesh.cli.graph;

import java.util.List;
import java.util.Map;

import mesh.cli.view.Json;

/** What the page's script knows of the mesh, as JSON that can stand inside a script element. */
final class PageData {
    private PageData() {}

    private record NodeData(String name, String kind, String site, boolean nat, String address, List<String> labels,
            Map<String, String> at, List<GraphNode.Fact> facts) {}

    private record MeshData(String mesh, List<NodeData> nodes, List<String> rows, Map<String, String> hubs,
            Reach reach) {}

    /** No {@code <} is left, so nothing in it ends the element or opens another. */
    static String of(MeshGraph graph) {
        List<NodeData> nodes = graph.nodes().stream().map(node -> new NodeData(node.name(), node.kind().text(),
                node.site().orElse(""), node.isBehindNat(), node.address(), node.labels(), node.calledAt(),
                node.facts())).toList();
        List<String> rows = graph.rows().stream().map(row -> {
            StringBuilder letters = new StringBuilder();
            row.forEach(way -> letters.append(way.letter()));
            return letters.toString();
        }).toList();
        return Json.compact(new MeshData(graph.mesh(), nodes, rows, graph.hubs(), graph.reach()))
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026");
    }
}
