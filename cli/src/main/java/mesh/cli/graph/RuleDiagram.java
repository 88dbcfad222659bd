// SPDX-License-Identifier: Apache-2.0
package mesh.cli.graph;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import mesh.cli.graph.Reach.Statement;

/** The policy for programs that do the layout themselves: whom rules name, and an arrow for what each rule allows. */
final class RuleDiagram {
    private final Reach reach;
    private final List<String> words;

    private RuleDiagram(Reach reach) {
        this.reach = reach;
        Set<String> named = new LinkedHashSet<>();
        reach.rules().forEach(rule -> {
            named.addAll(rule.from());
            named.addAll(rule.to());
        });
        this.words = new ArrayList<>(named);
    }

    static String dot(MeshGraph graph) {
        RuleDiagram diagram = new RuleDiagram(graph.reach());
        StringBuilder out = new StringBuilder("digraph policy {\n  graph [layout=dot, rankdir=LR, label=")
                .append(DiagramText.quoted(graph.mesh() + ": who may reach whom"))
                .append(", fontname=sans]\n  node [shape=box, style=rounded, fontname=sans]\n")
                .append("  edge [fontname=sans, fontsize=11]\n");
        for (int i = 0; i < diagram.words.size(); i++) {
            out.append("  p").append(i).append(" [label=").append(DiagramText.quoted(diagram.label(i))).append("]\n");
        }
        for (Statement rule : diagram.reach.rules()) {
            for (String from : rule.from()) {
                for (String to : rule.to()) {
                    out.append("  p").append(diagram.words.indexOf(from)).append(" -> p")
                            .append(diagram.words.indexOf(to)).append(" [label=")
                            .append(DiagramText.quoted(rule.allow())).append("]\n");
                }
            }
        }
        return out.append("}\n").toString();
    }

    static String mermaid(MeshGraph graph) {
        RuleDiagram diagram = new RuleDiagram(graph.reach());
        StringBuilder out = new StringBuilder("flowchart LR\n");
        for (int i = 0; i < diagram.words.size(); i++) {
            out.append("  p").append(i).append('[').append(DiagramText.entity(diagram.label(i))).append("]\n");
        }
        for (Statement rule : diagram.reach.rules()) {
            for (String from : rule.from()) {
                for (String to : rule.to()) {
                    out.append("  p").append(diagram.words.indexOf(from)).append(" -->|")
                            .append(DiagramText.entity(rule.allow())).append("| p")
                            .append(diagram.words.indexOf(to)).append('\n');
                }
            }
        }
        return out.toString();
    }

    private String label(int word) {
        String note = reach.notes().getOrDefault(words.get(word), "");
        return words.get(word) + (note.isEmpty() ? "" : " (" + note + ")");
    }
}
