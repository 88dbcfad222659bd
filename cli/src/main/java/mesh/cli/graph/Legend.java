// SPDX-License-Identifier: Apache-2.0
package mesh.cli.graph;

import java.util.ArrayList;
import java.util.List;

/** What the marks of a picture mean, in rows that are no wider than the picture. */
final class Legend {
    /** Height of a row. */
    static final int ROW = 28;
    private static final int LEFT = 48;
    private static final int SAMPLE = 44;
    private static final int GAP = 26;
    private static final double CHARACTER = 7.4;

    private final List<Key> keys = new ArrayList<>();

    /**
     * One mark and its meaning.
     *
     * @param sample kind of line, or of node
     * @param words what it means
     */
    private record Key(String sample, String words) {
        int width() {
            return SAMPLE + (int) (words.length() * CHARACTER) + GAP;
        }
    }

    Legend(Picture picture) {
        boolean spine = picture.spine().width() > 0;
        boolean single = picture.cards().size() < 2;
        if (!single) {
            keys.add(new Key("both", spine ? "others can call these" : "each side can call"));
            keys.add(new Key(spine ? "one" : "arrow", spine ? "these call others" : "only this side can call"));
        }
        List<GraphNode> nodes = picture.graph().nodes();
        add("host", "host", nodes.stream().anyMatch(node -> node.is(GraphNode.Kind.HOST) && !node.isBehindNat()));
        add("nat", "host behind NAT", nodes.stream().anyMatch(GraphNode::isBehindNat));
        add("device", "device", nodes.stream().anyMatch(node -> node.is(GraphNode.Kind.DEVICE)));
        add("external", "external peer", nodes.stream().anyMatch(node -> node.is(GraphNode.Kind.EXTERNAL)));
    }

    private void add(String sample, String words, boolean isThere) {
        if (isThere) {
            keys.add(new Key(sample, words));
        }
    }

    /** How many rows there are in a picture so wide. */
    int rows(int width) {
        int rows = 1;
        int x = LEFT;
        for (Key key : keys) {
            if (x > LEFT && x + key.width() > width) {
                rows++;
                x = LEFT;
            }
            x += key.width();
        }
        return rows;
    }

    void draw(Markup out, int top, int width) {
        int x = LEFT;
        int y = top;
        for (Key key : keys) {
            if (x > LEFT && x + key.width() > width) {
                y += ROW;
                x = LEFT;
            }
            out.raw("<g class=\"key\">");
            sample(out, key.sample(), x, y);
            out.text("legend", x + SAMPLE, y, key.words()).raw("</g>\n");
            x += key.width();
        }
    }

    private static void sample(Markup out, String kind, int x, int y) {
        if (kind.equals("both") || kind.equals("one") || kind.equals("arrow")) {
            out.raw("<path class=\"line " + (kind.equals("both") ? "both" : "one") + "\" d=\"M" + x + " " + (y - 5)
                    + "h34\"" + (kind.equals("arrow") ? " marker-end=\"url(#head)\"" : "") + "/>");
        } else {
            out.raw("<g class=\"node " + kind + "\">" + Icon.of(kind, x + 14, y - 13) + "</g>");
        }
    }
}
