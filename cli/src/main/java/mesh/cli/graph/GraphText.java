// SPDX-License-Identifier: Apache-2.0
package mesh.cli.graph;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import mesh.cli.page.Frame;
import mesh.cli.page.Html;

/** A mesh drawn in one of several languages. */
public enum GraphText {
    /** A page with everything in it: nothing is loaded from anywhere. The layer is the one it opens with. */
    HTML {
        @Override
        public String draw(MeshGraph graph, Layer layer) {
            String script = SCRIPTS.stream().map(GraphText::resource).collect(Collectors.joining("\n"));
            return resource("page.html").replace("@TITLE@", Html.escaped(graph.mesh()))
                    .replace("@STYLE@", style() + resource("page.css"))
                    .replace("@SCRIPT@", script).replace("@LAYER@", layer.text())
                    .replace("@DATA@", PageData.of(graph)).replace("@SVG@", SvgText.of(Picture.of(graph), ""));
        }
    },
    /** For documents; follows the reader's dark or light. */
    SVG {
        @Override
        public String draw(MeshGraph graph, Layer layer) {
            String style = style();
            return switch (layer) {
                case PATHS -> SvgText.of(Picture.of(graph), style);
                case POLICY -> RuleSvg.of(graph, style);
            };
        }
    },
    /** For graphviz. */
    DOT {
        @Override
        public String draw(MeshGraph graph, Layer layer) {
            return switch (layer) {
                case PATHS -> DiagramText.dot(graph);
                case POLICY -> RuleDiagram.dot(graph);
            };
        }
    },
    /** For pages that render mermaid, such as a README on a forge. */
    MERMAID {
        @Override
        public String draw(MeshGraph graph, Layer layer) {
            return switch (layer) {
                case PATHS -> DiagramText.mermaid(graph);
                case POLICY -> RuleDiagram.mermaid(graph);
            };
        }
    };

    /** In this order they are one script. */
    private static final List<String> SCRIPTS = List.of("model.js", "view.js", "panel.js", "page.js");

    /** The whole text; the same for the same graph. */
    public abstract String draw(MeshGraph graph, Layer layer);

    /** What of a mesh is drawn. */
    public enum Layer {
        /** Who can call whom. */
        PATHS,
        /** Who may reach whom. */
        POLICY;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static String style() {
        return Frame.colours() + resource("graph.css");
    }

    private static String resource(String name) {
        return Frame.resource(GraphText.class, name);
    }
}
