// SPDX-License-Identifier: Apache-2.0
package mesh.cli.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import mesh.cli.graph.Card.Box;

/** Puts nodes of a site on one card, and in a large mesh also the others, by what they are. Cards lie at the origin. */
final class CardMaker {
    static final int CHIP_HEIGHT = 58;
    static final int SMALL_CHIP_HEIGHT = 34;
    private static final int CHIP_WIDTH = 228;
    private static final int SMALL_CHIP_WIDTH = 150;
    /** Icon before the name and air after it. */
    private static final int AROUND = 62;
    private static final int ICON = 16;
    private static final int BADGE = 30;
    private static final double CHARACTER = 9.4;
    private static final double SUB_CHARACTER = 7.1;
    /** Longer names are cut. */
    static final int NAME_CHARACTERS = 24;
    /** Of the line under the name. */
    static final int SUB_CHARACTERS = 40;
    private static final int GAP = 10;
    private static final int PADDING = 14;
    private static final int TITLE = 30;
    /** So many nodes stand by themselves. */
    private static final int FEW = 14;

    private final MeshGraph graph;
    private final boolean small;
    private final int width;

    CardMaker(MeshGraph graph) {
        this.graph = graph;
        this.small = graph.nodes().size() > FEW;
        this.width = (int) graph.nodes().stream().mapToDouble(this::needed).max().orElse(0);
    }

    private double needed(GraphNode node) {
        double name = AROUND + Math.min(node.name().length(), NAME_CHARACTERS) * CHARACTER;
        return small
                ? Math.max(SMALL_CHIP_WIDTH, name)
                : Math.max(Math.max(CHIP_WIDTH, name + (node.isBehindNat() ? BADGE : 0)),
                        AROUND - ICON + Math.min(node.sub().length(), SUB_CHARACTERS) * SUB_CHARACTER);
    }

    /** True where chips show the name only. */
    boolean isSmall() {
        return small;
    }

    /** Sites by name, then nodes without a site. */
    List<Card> cards() {
        SortedMap<String, List<Integer>> groups = new TreeMap<>();
        for (int i = 0; i < graph.nodes().size(); i++) {
            groups.computeIfAbsent(group(graph.nodes().get(i)), name -> new ArrayList<>()).add(i);
        }
        List<Card> cards = new ArrayList<>();
        groups.forEach((name, members) -> cards.add(card(name.substring(name.indexOf(' ') + 1), members)));
        return cards;
    }

    private String group(GraphNode node) {
        if (node.site().isPresent()) {
            return "1 " + node.site().get();
        }
        if (!small) {
            return "2 ." + node.kind().ordinal() + node.name();
        }
        return switch (node.kind()) {
            case HOST -> node.isBehindNat() ? "3 behind NAT" : "0 no site";
            case DEVICE -> "4 devices";
            case EXTERNAL -> "5 externals";
        };
    }

    private Card card(String name, List<Integer> members) {
        boolean alone = name.startsWith(".");
        int height = small ? SMALL_CHIP_HEIGHT : CHIP_HEIGHT;
        int columns = alone ? 1 : small ? SpineLayout.CHIP_COLUMNS : members.size() > 4 ? 2 : 1;
        int top = alone ? 0 : PADDING + TITLE;
        int left = alone ? 0 : PADDING;
        List<Box> chips = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            chips.add(new Box(left + i % columns * (width + GAP), top + i / columns * (height + GAP), width, height));
        }
        int rows = (members.size() + columns - 1) / columns;
        Box box = new Box(0, 0, 2 * left + columns * (width + GAP) - GAP,
                top + rows * (height + GAP) - GAP + (alone ? 0 : PADDING));
        return new Card(alone ? "" : name, members, chips, box);
    }
}
