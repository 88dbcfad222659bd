// SPDX-License-Identifier: Apache-2.0
package mesh.cli.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * The mesh for programs that do the layout themselves. Small meshes are drawn node by node; of large ones each site is
 * one node.
 */
final class DiagramText {
    private final MeshGraph graph;
    private final List<Card> cards;
    private final boolean small;

    private DiagramText(MeshGraph graph) {
        this.graph = graph;
        CardMaker maker = new CardMaker(graph);
        this.cards = maker.cards();
        this.small = maker.isSmall();
    }

    static String dot(MeshGraph graph) {
        DiagramText text = new DiagramText(graph);
        StringBuilder out = new StringBuilder("digraph mesh {\n  graph [layout=dot, rankdir=LR, label=")
                .append(quoted(graph.mesh()))
                .append(", fontname=sans]\n  node [shape=box, style=rounded, fontname=sans]\n");
        text.nodes(out, true);
        for (Edge edge : text.edges()) {
            out.append("  ").append(edge.from()).append(" -> ").append(edge.to())
                    .append(edge.both() ? " [dir=both]" : "").append('\n');
        }
        return out.append("}\n").toString();
    }

    static String mermaid(MeshGraph graph) {
        DiagramText text = new DiagramText(graph);
        StringBuilder out = new StringBuilder("flowchart LR\n");
        text.nodes(out, false);
        for (Edge edge : text.edges()) {
            out.append("  ").append(edge.from()).append(edge.both() ? " <--> " : " --> ").append(edge.to())
                    .append('\n');
        }
        return out.toString();
    }

    private record Edge(String from, String to, boolean both) {}

    private void nodes(StringBuilder out, boolean dot) {
        for (int i = 0; i < cards.size(); i++) {
            Card card = cards.get(i);
            if (small) {
                node(out, "  ", "c" + i, card.title() + " (" + card.members().size() + ")", dot);
            } else if (card.title().isEmpty()) {
                members(out, "  ", card, dot);
            } else {
                out.append(dot
                        ? "  subgraph cluster_" + i + " {\n    label=" + quoted(card.title()) + "\n"
                        : "  subgraph s" + i + "[" + entity(card.title()) + "]\n");
                members(out, "    ", card, dot);
                out.append(dot ? "  }\n" : "  end\n");
            }
        }
    }

    private void members(StringBuilder out, String indent, Card card, boolean dot) {
        for (int member : card.members()) {
            GraphNode node = graph.nodes().get(member);
            String more = (node.isBehindNat() ? ", behind NAT" : "") + String.join("",
                    node.labels().stream().map(label -> ", " + label).toList());
            node(out, indent, "n" + member, node.name() + more, dot);
        }
    }

    private static void node(StringBuilder out, String indent, String id, String label, boolean dot) {
        out.append(indent).append(id).append(dot ? " [label=" + quoted(label) + "]" : "[" + entity(label) + "]")
                .append('\n');
    }

    private List<Edge> edges() {
        List<Edge> edges = new ArrayList<>();
        if (small) {
            for (int i = 0; i < cards.size(); i++) {
                for (int j = i + 1; j < cards.size(); j++) {
                    edge(edges, "c" + i, "c" + j, Bundle.of(graph, cards.get(i).members(), cards.get(j).members()));
                }
            }
            return edges;
        }
        for (int i = 0; i < graph.nodes().size(); i++) {
            for (int j = i + 1; j < graph.nodes().size(); j++) {
                edge(edges, "n" + i, "n" + j, Bundle.of(graph, List.of(i), List.of(j)));
            }
        }
        return edges;
    }

    private static void edge(List<Edge> edges, String one, String other, Bundle bundle) {
        if (bundle.pairs() > 0) {
            boolean back = bundle.forward() == 0;
            edges.add(new Edge(back ? other : one, back ? one : other, bundle.kind().equals("both")));
        }
    }

    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    static String entity(String text) {
        return '"' + text.replace("&", "#amp;").replace("\"", "#quot;").replace("<", "#lt;").replace(">", "#gt;") + '"';
    }
}
