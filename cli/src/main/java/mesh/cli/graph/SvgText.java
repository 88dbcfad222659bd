// SPDX-License-Identifier: Apache-2.0
package mesh.cli.graph;

import java.util.List;

import mesh.cli.graph.Card.Box;

/** A picture as SVG. Every text from outside is escaped. */
final class SvgText {
    private static final int LEGEND = 40;
    private static final int NAME_CHARACTERS = 20;
    private static final int SMALL_CHARACTERS = 15;
    private static final int SUB_CHARACTERS = 26;
    private static final int TEXT_X = 36;

    private final Picture picture;
    private final StringBuilder out = new StringBuilder();

    private SvgText(Picture picture) {
        this.picture = picture;
    }

    /** @param style CSS that stands inside; empty inside a page that has it */
    static String of(Picture picture, String style) {
        SvgText svg = new SvgText(picture);
        int height = picture.height() + LEGEND;
        svg.out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"mesh\" viewBox=\"0 0 ")
                .append(picture.width()).append(' ').append(height).append("\" width=\"").append(picture.width())
                .append("\" height=\"").append(height).append("\" role=\"img\">\n<title>mesh ")
                .append(escaped(picture.graph().mesh())).append("</title>\n");
        if (!style.isEmpty()) {
            svg.out.append("<style>\n").append(style)
                    .append("</style>\n<rect class=\"ground\" width=\"100%\" height=\"100%\"/>\n");
        }
        svg.out.append(
                "<defs><marker id=\"head\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" orient=\"auto\"><path d=\"M0 .8L7 4L0 7.2z\"/></marker></defs>\n");
        svg.lines();
        svg.spine();
        for (int i = 0; i < picture.cards().size(); i++) {
            svg.card(picture.cards().get(i), i);
        }
        svg.legend();
        return svg.out.append("</svg>\n").toString();
    }

    private void lines() {
        for (Picture.Line line : picture.lines()) {
            boolean arrow = line.kind().equals("one") && line.to() >= 0;
            out.append("<path class=\"line ").append(line.kind()).append("\" data-from=\"").append(line.from())
                    .append("\" data-to=\"").append(line.to()).append("\" d=\"").append(line.path()).append('"')
                    .append(arrow ? " marker-end=\"url(#head)\"" : "").append("><title>").append(escaped(line.label()))
                    .append("</title></path>\n");
        }
    }

    private void spine() {
        Box box = picture.spine();
        if (box.width() == 0) {
            return;
        }
        int missing = picture.graph().missing();
        String text = picture.graph().peers() + " pairs talk directly" + (picture.graph().hubs().isEmpty()
                ? ""
                : ", " + picture.graph().hubs().size() / 2 + " through a hub")
                + (missing == 0 ? "" : ", " + missing + " have no path");
        rect("spine", box, box.height() / 2);
        text("spine-text", box.middleX(), box.middleY() + 5, text);
    }

    private void card(Card card, int number) {
        if (!card.title().isEmpty()) {
            out.append("<g class=\"card\" data-card=\"").append(number).append("\">");
            rect("card-box", card.box(), 14);
            text("card-title", card.box().x() + 16, card.box().y() + 27, card.title());
            out.append("<text class=\"card-count\" x=\"").append(card.box().x() + card.box().width() - 16)
                    .append("\" y=\"").append(card.box().y() + 27).append("\">").append(card.members().size())
                    .append("</text></g>\n");
        }
        for (int i = 0; i < card.members().size(); i++) {
            chip(card.members().get(i), card.chips().get(i), number);
        }
    }

    private void chip(int index, Box box, int card) {
        GraphNode node = picture.graph().nodes().get(index);
        out.append("<g class=\"node ").append(node.kind().text()).append(node.isBehindNat() ? " nat" : "")
                .append("\" data-i=\"").append(index).append("\" data-card=\"").append(card)
                .append("\" tabindex=\"0\"><title>").append(escaped(node.name() + " " + node.address()))
                .append("</title>");
        rect("chip", box, 10);
        icon(node.kind(), box.x() + 12, box.middleY() - 9);
        if (picture.small()) {
            text("name", box.x() + TEXT_X, box.middleY() + 5, cut(node.name(), SMALL_CHARACTERS));
        } else {
            text("name", box.x() + TEXT_X, box.y() + 25,
                    cut(node.name(), NAME_CHARACTERS - (node.isBehindNat() ? 5 : 0)));
            text("sub", box.x() + TEXT_X, box.y() + 44, cut(sub(node), SUB_CHARACTERS));
        }
        if (node.isBehindNat() && !picture.small()) {
            int y = box.y() + 12;
            rect("badge", new Box(box.x() + box.width() - 40, y, 32, 16), 8);
            text("badge-text", box.x() + box.width() - 24, y + 12, "NAT");
        }
        out.append("</g>\n");
    }

    private static String sub(GraphNode node) {
        String labels = String.join(" ", node.labels());
        return node.address().isEmpty() || labels.isEmpty() ? node.address() + labels : node.address() + " " + labels;
    }

    /** A server, a phone, a globe. */
    private void icon(GraphNode.Kind kind, int x, int y) {
        String path = switch (kind) {
            case HOST -> "M1 1h14v6H1zM1 10h14v6H1zM4 4h1M4 13h1";
            case DEVICE -> "M4 0h8a1 1 0 0 1 1 1v15a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V1a1 1 0 0 1 1-1zM7 14h2";
            case EXTERNAL -> "M8 1a7.5 7.5 0 1 0 .01 0zM.5 8.500h15M8 1c-5 5-5 10 0 15M8 1c5 5 5 10 0 15";
        };
        out.append("<path class=\"icon\" transform=\"translate(").append(x).append(' ').append(y).append(")\" d=\"")
                .append(path).append("\"/>");
    }

    private void legend() {
        List<String> words = picture.spine().width() == 0
                ? List.of("line: each side can call", "arrow: only this side can call")
                : List.of("solid rail: others can call these", "dashed rail: these call others; amber: behind NAT");
        int x = 48;
        int y = picture.height() + 8;
        for (int i = 0; i < words.size(); i++) {
            out.append("<path class=\"line ").append(i == 0 ? "both" : "one").append(" key\" d=\"M").append(x)
                    .append(' ').append(y - 4).append("h34\"")
                    .append(i == 1 && picture.spine().width() == 0 ? " marker-end=\"url(#head)\"" : "").append("/>");
            text("legend", x + 44, y, words.get(i));
            x += 44 + words.get(i).length() * 7 + 30;
        }
        out.append('\n');
    }

    private void rect(String kind, Box box, int radius) {
        out.append("<rect class=\"").append(kind).append("\" x=\"").append(box.x()).append("\" y=\"").append(box.y())
                .append("\" width=\"").append(box.width()).append("\" height=\"").append(box.height())
                .append("\" rx=\"").append(radius).append("\"/>");
    }

    private void text(String kind, int x, int y, String text) {
        out.append("<text class=\"").append(kind).append("\" x=\"").append(x).append("\" y=\"").append(y).append("\">")
                .append(escaped(text)).append("</text>");
    }

    private static String cut(String text, int length) {
        return text.codePointCount(0, text.length()) <= length
                ? text
                : text.substring(0, text.offsetByCodePoints(0, length - 1)) + "\u2026";
    }

    /** For text and attributes of XML and HTML. */
    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
