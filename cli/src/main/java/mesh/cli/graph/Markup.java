// SPDX-License-Identifier: Apache-2.0
package mesh.cli.graph;

import mesh.cli.graph.Card.Box;
import mesh.cli.page.Html;

/** Elements of SVG, one after the other. Every text from outside is escaped. */
final class Markup {
    private static final String HEAD = """
            <defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto-start-reverse">\
            <path d="M0 .8L7 4L0 7.2z"/></marker></defs>
            """;

    private final StringBuilder out = new StringBuilder();

    /** @param style CSS that stands inside; empty inside a page that has it */
    Markup(String title, int width, int height, String style) {
        out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"mesh\" viewBox=\"0 0 ").append(width).append(' ')
                .append(height).append("\" width=\"").append(width).append("\" height=\"").append(height)
                .append("\" role=\"img\">\n<title>").append(Html.escaped(title)).append("</title>\n");
        if (!style.isEmpty()) {
            out.append("<style>\n").append(style)
                    .append("</style>\n<rect class=\"ground\" width=\"100%\" height=\"100%\"/>\n");
        }
        out.append(HEAD);
    }

    /** As it is: nothing from outside. */
    Markup raw(String text) {
        out.append(text);
        return this;
    }

    Markup rect(String kind, Box box, int radius) {
        out.append("<rect class=\"").append(kind).append("\" x=\"").append(box.x()).append("\" y=\"").append(box.y())
                .append("\" width=\"").append(box.width()).append("\" height=\"").append(box.height())
                .append("\" rx=\"").append(radius).append("\"/>");
        return this;
    }

    Markup text(String kind, int x, int y, String text) {
        out.append("<text class=\"").append(kind).append("\" x=\"").append(x).append("\" y=\"").append(y).append("\">")
                .append(Html.escaped(text)).append("</text>");
        return this;
    }

    /** Shown where somebody points at what it stands in. */
    Markup title(String text) {
        out.append("<title>").append(Html.escaped(text)).append("</title>");
        return this;
    }

    String end() {
        return out.append("</svg>\n").toString();
    }

    /** At most {@code length} characters; names differ most often at their ends, so the middle goes. */
    static String cut(String text, int length) {
        int count = text.codePointCount(0, text.length());
        if (count <= length) {
            return text;
        }
        int tail = (length - 1) / 2;
        return text.substring(0, text.offsetByCodePoints(0, length - 1 - tail)) + "\u2026"
                + text.substring(text.offsetByCodePoints(0, count - tail));
    }

    /** At most {@code length} characters; the end goes. */
    static String head(String text, int length) {
        return text.codePointCount(0, text.length()) <= length
                ? text
                : text.substring(0, text.offsetByCodePoints(0, length - 1)) + "\u2026";
    }
}
