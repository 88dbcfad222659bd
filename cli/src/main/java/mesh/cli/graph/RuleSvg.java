// SPDX-License-Identifier: Apache-2.0
package mesh.cli.graph;

import java.util.List;

import mesh.cli.graph.Card.Box;

/** The policy as SVG. */
final class RuleSvg {
    private static final int LINE = 22;
    private static final int NOTE_CHARACTERS = 40;
    private static final int LEFT = 48;
    /** A text without a title needs so much, however few rules there are. */
    private static final int LEAST_WIDTH = 760;
    private static final int TEST_CHARACTERS = 100;

    private final Reach reach;
    private final RuleColumns columns;
    private final Markup out;

    private RuleSvg(String mesh, Reach reach, String style) {
        this.reach = reach;
        this.columns = RuleColumns.of(reach);
        int height = columns.height() + LINE * (2 + reach.tests().size());
        this.out = new Markup("mesh " + mesh + ": who may reach whom", Math.max(columns.width(), LEAST_WIDTH), height,
                style);
    }

    static String of(MeshGraph graph, String style) {
        RuleSvg svg = new RuleSvg(graph.mesh(), graph.reach(), style);
        svg.columns.lines().forEach(svg::line);
        svg.column("may begin", "party", svg.columns.from());
        svg.column("with", "rule", svg.columns.rules());
        svg.column("to", "party", svg.columns.to());
        svg.words();
        return svg.out.end();
    }

    private void line(String path) {
        out.raw("<path class=\"line both\" d=\"" + path + "\" marker-end=\"url(#head)\"/>\n");
    }

    private void column(String title, String kind, List<RuleColumns.Item> items) {
        if (items.isEmpty()) {
            return;
        }
        Box first = items.getFirst().box();
        out.text("column", first.middleX(), LEFT + 12, title).raw("\n");
        for (RuleColumns.Item item : items) {
            Box box = item.box();
            out.raw("<g class=\"" + kind + "\">").title(item.name());
            out.rect(kind.equals("rule") ? "rule-box" : "chip", box, kind.equals("rule") ? box.height() / 2 : 10);
            boolean alone = item.note().isEmpty();
            out.text("name centred", box.middleX(), box.y() + (alone ? 31 : 23),
                    Markup.cut(item.name(), RuleColumns.CHARACTERS));
            if (!alone) {
                out.text("sub centred", box.middleX(), box.y() + 40, Markup.cut(item.note(), NOTE_CHARACTERS));
            }
            out.raw("</g>\n");
        }
    }

    private void words() {
        int y = columns.height();
        out.text("legend", LEFT, y, reach.open()
                ? "Everybody may reach everybody."
                : "What no rule allows is denied; answers pass by themselves.");
        for (String test : reach.tests()) {
            y += LINE;
            out.text("legend", LEFT, y, "\u2713 " + Markup.cut(test, TEST_CHARACTERS));
        }
        out.raw("\n");
    }
}
