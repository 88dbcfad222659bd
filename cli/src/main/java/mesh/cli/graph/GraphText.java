// SPDX-License-Identifier: Apache-2.0
package mesh.cli.graph;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A mesh drawn in one of several languages. */
public enum GraphText {
    /** A page with everything in it: nothing is loaded from anywhere. */
    HTML {
        @Override
        public String draw(MeshGraph graph) {
            return resource("page.html").replace("@TITLE@", SvgText.escaped(graph.mesh()))
                    .replace("@STYLE@", resource("graph.css") + resource("page.css"))
                    .replace("@SCRIPT@", resource("page.js"))
                    .replace("@DATA@", PageData.of(graph)).replace("@SVG@", SvgText.of(Picture.of(graph), ""));
        }
    },
    /** For documents; follows the reader's dark or light. */
    SVG {
        @Override
        public String draw(MeshGraph graph) {
            return SvgText.of(Picture.of(graph), resource("graph.css"));
        }
    },
    /** For graphviz. */
    DOT {
        @Override
        public String draw(MeshGraph graph) {
            return DiagramText.dot(graph);
        }
    },
    /** For pages that render mermaid, such as a README on a forge. */
    MERMAID {
        @Override
        public String draw(MeshGraph graph) {
            return DiagramText.mermaid(graph);
        }
    };

    /** The whole text; the same for the same graph. */
    public abstract String draw(MeshGraph graph);

    private static String resource(String name) {
        try (InputStream in = GraphText.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
