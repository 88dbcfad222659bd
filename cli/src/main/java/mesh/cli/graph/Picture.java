// SPDX-License-Identifier: Apache-2.0
package mesh.cli.graph;

import java.util.List;

import mesh.cli.graph.Card.Box;

/**
 * A mesh with a place for everything.
 *
 * @param graph what is drawn
 * @param cards placed
 * @param lines between them, behind the cards
 * @param spine the bar that stands for "each with each"; of no size where there is none
 * @param small chips show names only
 * @param width of the whole
 * @param height of the whole
 */
record Picture(MeshGraph graph, List<Card> cards, List<Line> lines, Box spine, boolean small, int width, int height) {
    static final Box NO_SPINE = new Box(0, 0, 0, 0);
    /** So many cards fit on a ring without a tangle of lines. */
    private static final int RING = 12;

    Picture {
        cards = List.copyOf(cards);
        lines = List.copyOf(lines);
    }

    /**
     * A line between two cards or from a card to the spine.
     *
     * @param path in the words of SVG
     * @param kind {@code both} where each can call, {@code one} where one must, {@code rail} for parts of the spine
     * @param from a card's number, or -1
     * @param to a card's number, or -1
     * @param label what the line stands for
     */
    record Line(String path, String kind, int from, int to, String label) {}

    static Picture of(MeshGraph graph) {
        CardMaker maker = new CardMaker(graph);
        List<Card> cards = maker.cards();
        return maker.isSmall() || cards.size() > RING
                ? new SpineLayout(graph, cards).picture(maker.isSmall())
                : new RingLayout(graph, cards).picture();
    }
}
