// SPDX-License-Identifier: Apache-2.0
package mesh.cli.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import mesh.cli.graph.Card.Box;
import mesh.cli.graph.Picture.Line;

/**
 * Many cards: in columns above and below a bar that stands for "each with each". A rail at the side of each column joins
 * its cards to the bar, so a mesh of thousands of pairs has one line a card.
 */
final class SpineLayout {
    static final int CHIP_COLUMNS = 3;
    private static final int MARGIN = 48;
    private static final int GUTTER = 56;
    private static final int GAP = 26;
    private static final int SPINE_HEIGHT = 46;
    private static final int CLEARANCE = 44;
    /** Width to height of a screen. */
    private static final double ASPECT = 1.3;

    private final MeshGraph graph;
    private final List<Card> cards;
    private final int columnWidth;

    SpineLayout(MeshGraph graph, List<Card> cards) {
        this.graph = graph;
        this.cards = cards;
        this.columnWidth = cards.stream().mapToInt(card -> card.box().width()).max().orElse(0);
    }

    Picture picture(boolean small) {
        int columns = columns();
        List<List<Integer>> stacks = stacks(2 * columns);
        int above = IntStream.range(0, columns).map(i -> height(stacks.get(i))).max().orElse(0);
        int below = IntStream.range(0, columns).map(i -> height(stacks.get(columns + i))).max().orElse(0);
        int spineY = MARGIN + above + CLEARANCE;
        int width = 2 * MARGIN + columns * (columnWidth + GUTTER);
        Box spine = new Box(MARGIN, spineY, width - 2 * MARGIN, SPINE_HEIGHT);
        Card[] placed = new Card[cards.size()];
        List<Line> lines = new ArrayList<>();
        for (int stack = 0; stack < stacks.size(); stack++) {
            column(stacks.get(stack), MARGIN + stack % columns * (columnWidth + GUTTER), stack < columns, spine, placed,
                    lines);
        }
        return new Picture(graph, List.of(placed), lines, spine, small, width,
                spineY + SPINE_HEIGHT + (below == 0 ? 0 : CLEARANCE + below) + MARGIN);
    }

    /** As many as give the picture a screen's shape. */
    private int columns() {
        int total = cards.stream().mapToInt(card -> card.box().height() + GAP).sum();
        int columns = 1;
        while (columns < cards.size()
                && columns * (columnWidth + GUTTER) < ASPECT * (total / columns + 2 * CLEARANCE + SPINE_HEIGHT)) {
            columns++;
        }
        return columns;
    }

    /** Each card goes where the stack is lowest. */
    private List<List<Integer>> stacks(int count) {
        List<List<Integer>> stacks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            stacks.add(new ArrayList<>());
        }
        for (int card = 0; card < cards.size(); card++) {
            int lowest = 0;
            for (int i = 1; i < count; i++) {
                lowest = height(stacks.get(i)) < height(stacks.get(lowest)) ? i : lowest;
            }
            stacks.get(lowest).add(card);
        }
        return stacks;
    }

    private int height(List<Integer> stack) {
        return stack.stream().mapToInt(card -> cards.get(card).box().height() + GAP).sum();
    }

    private void column(List<Integer> stack, int x, boolean up, Box spine, Card[] placed, List<Line> lines) {
        int rail = x + GUTTER / 3;
        int left = x + GUTTER * 2 / 3;
        int at = up ? spine.y() - CLEARANCE : spine.y() + spine.height() + CLEARANCE;
        for (int number : stack) {
            Card card = cards.get(number);
            int y = up ? at - card.box().height() : at;
            placed[number] = card.moved(left, y);
            at = up ? y - GAP : y + card.box().height() + GAP;
            int middle = y + Math.min(card.box().height() / 2, 28);
            List<Integer> others = IntStream.range(0, graph.nodes().size()).filter(i -> !card.members().contains(i))
                    .boxed().toList();
            Bundle bundle = Bundle.of(graph, card.members(), others);
            int end = up ? spine.y() : spine.y() + spine.height();
            lines.add(new Line("M" + left + " " + middle + " L" + rail + " " + middle + " L" + rail + " " + end,
                    bundle.backward() > 0 ? "both" : "one", number, -1, bundle.text()));
        }
    }
}
