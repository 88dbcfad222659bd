// SPDX-License-Identifier: Apache-2.0
package mesh.cli.graph;

import mesh.cli.graph.Card.Box;

/** Who can call whom, as SVG. */
final class SvgText {
    private static final int TEXT_X = 36;
    private static final int BOTTOM = 12;
    /** What of a card's width its title leaves free, the number of its nodes among it. */
    private static final int AROUND_TITLE = 64;
    private static final int TITLE_CHARACTER = 10;

    private final Picture picture;
    private final Legend legend;
    private final Markup out;

    private SvgText(Picture picture, String style) {
        this.picture = picture;
        this.legend = new Legend(picture);
        this.out = new Markup("mesh " + picture.graph().mesh(), picture.width(),
                picture.height() + legend.rows(picture.width()) * Legend.ROW + BOTTOM, style);
    }

    /** @param style CSS that stands inside; empty inside a page that has it */
    static String of(Picture picture, String style) {
        SvgText svg = new SvgText(picture, style);
        svg.lines();
        svg.spine();
        for (int i = 0; i < picture.cards().size(); i++) {
            svg.card(picture.cards().get(i), i);
        }
        svg.legend.draw(svg.out, picture.height() + BOTTOM, picture.width());
        return svg.out.end();
    }

    private void lines() {
        for (Picture.Line line : picture.lines()) {
            boolean arrow = line.kind().equals("one") && line.to() >= 0;
            out.raw("<path class=\"line " + line.kind() + "\" data-from=\"" + line.from() + "\" data-to=\"" + line.to()
                    + "\" d=\"" + line.path() + "\"" + (arrow ? " marker-end=\"url(#head)\"" : "") + ">")
                    .title(line.label()).raw("</path>\n");
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
        out.rect("spine", box, box.height() / 2).text("spine-text", box.middleX(), box.middleY() + 5, text);
    }

    private void card(Card card, int number) {
        if (!card.title().isEmpty()) {
            Box box = card.box();
            out.raw("<g class=\"card\" data-card=\"" + number + "\">").rect("card-box", box, 14)
                    .text("card-title", box.x() + 16, box.y() + 27,
                            Markup.cut(card.title(), (box.width() - AROUND_TITLE) / TITLE_CHARACTER))
                    .text("card-count", box.x() + box.width() - 16, box.y() + 27, String.valueOf(card.members().size()))
                    .raw("</g>\n");
        }
        for (int i = 0; i < card.members().size(); i++) {
            chip(card.members().get(i), card.chips().get(i), number);
        }
    }

    private void chip(int index, Box box, int card) {
        GraphNode node = picture.graph().nodes().get(index);
        out.raw("<g class=\"node " + node.kind().text() + (node.isBehindNat() ? " nat" : "") + "\" data-i=\"" + index
                + "\" data-card=\"" + card + "\">").title(node.name() + " " + node.address()).rect("chip", box, 10)
                .raw(Icon.of(node, box.x() + 12, box.middleY() - 9));
        String name = Markup.cut(node.name(), CardMaker.NAME_CHARACTERS);
        if (picture.small()) {
            out.text("name", box.x() + TEXT_X, box.middleY() + 5, name);
        } else {
            out.text("name", box.x() + TEXT_X, box.y() + 25, name)
                    .text("sub", box.x() + TEXT_X, box.y() + 44, Markup.head(node.sub(), CardMaker.SUB_CHARACTERS));
        }
        if (node.isBehindNat() && !picture.small()) {
            int y = box.y() + 12;
            out.rect("badge", new Box(box.x() + box.width() - 40, y, 32, 16), 8)
                    .text("badge-text", box.x() + box.width() - 24, y + 12, "NAT");
        }
        out.raw("</g>\n");
    }
}
