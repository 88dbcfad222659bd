// SPDX-License-Identifier: Apache-2.0
package mesh.cli.graph;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

import mesh.cli.graph.Card.Box;
import mesh.cli.graph.Reach.Statement;

/**
 * The policy with a place for everything: who begins at the left, rules in the middle, who is reached at the right. As long
 * as its rules are many, whatever the number of hosts.
 *
 * @param from who begins
 * @param rules by what they allow
 * @param to who is reached
 * @param lines in the words of SVG, from the left to the right
 * @param width of the whole
 * @param height of the whole
 */
record RuleColumns(List<Item> from, List<Item> rules, List<Item> to, List<String> lines, int width, int height) {
    private static final int MARGIN = 48;
    private static final int TOP = 92;
    private static final int ITEM_HEIGHT = 52;
    private static final int GAP = 16;
    private static final int GUTTER = 130;
    private static final int LEAST_WIDTH = 150;
    private static final double CHARACTER = 8.8;
    private static final int AROUND = 36;
    /** Longer texts are cut. */
    static final int CHARACTERS = 34;

    RuleColumns {
        from = List.copyOf(from);
        rules = List.copyOf(rules);
        to = List.copyOf(to);
        lines = List.copyOf(lines);
    }

    /**
     * One box.
     *
     * @param name in large letters
     * @param note beneath it; may be empty
     * @param box its place
     */
    record Item(String name, String note, Box box) {}

    static RuleColumns of(Reach reach) {
        List<String> from = distinct(reach, Statement::from);
        List<String> to = distinct(reach, Statement::to);
        int tallest = Math.max(Math.max(from.size(), to.size()), reach.rules().size());
        List<Item> begin = words(reach, from, MARGIN, tallest);
        List<Item> rules = column(reach.rules().stream().map(Statement::allow).toList(),
                reach.rules().stream().map(Statement::place).toList(), right(begin) + GUTTER, tallest);
        List<Item> end = words(reach, to, right(rules) + GUTTER, tallest);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < reach.rules().size(); i++) {
            Box middle = rules.get(i).box();
            reach.rules().get(i).from()
                    .forEach(word -> lines.add(curve(begin.get(from.indexOf(word)).box(), middle)));
            reach.rules().get(i).to().forEach(word -> lines.add(curve(middle, end.get(to.indexOf(word)).box())));
        }
        return new RuleColumns(begin, rules, end, lines, right(end) + MARGIN,
                TOP + tallest * (ITEM_HEIGHT + GAP) - GAP + MARGIN);
    }

    private static List<String> distinct(Reach reach, Function<Statement, List<String>> side) {
        Set<String> words = new LinkedHashSet<>();
        reach.rules().forEach(rule -> words.addAll(side.apply(rule)));
        return List.copyOf(words);
    }

    private static List<Item> words(Reach reach, List<String> words, int x, int tallest) {
        return column(words, words.stream().map(word -> reach.notes().getOrDefault(word, "")).toList(), x, tallest);
    }

    private static List<Item> column(List<String> names, List<String> notes, int x, int tallest) {
        int longest = 0;
        for (int i = 0; i < names.size(); i++) {
            longest = Math.max(longest, Math.max(length(names.get(i)), length(notes.get(i)) * 4 / 5));
        }
        int width = Math.max(LEAST_WIDTH, AROUND + (int) (Math.min(longest, CHARACTERS) * CHARACTER));
        int free = (tallest - names.size()) * (ITEM_HEIGHT + GAP);
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            int y = TOP + free / 2 + i * (ITEM_HEIGHT + GAP);
            items.add(new Item(names.get(i), notes.get(i), new Box(x, y, width, ITEM_HEIGHT)));
        }
        return items;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static int right(List<Item> items) {
        return items.stream().mapToInt(item -> item.box().x() + item.box().width()).max().orElse(MARGIN);
    }

    private static String curve(Box from, Box to) {
        int start = from.x() + from.width() + 2;
        int end = to.x() - 6;
        int middle = (start + end) / 2;
        return String.format(Locale.ROOT, "M%d %d C%d %d %d %d %d %d", start, from.middleY(), middle, from.middleY(),
                middle, to.middleY(), end, to.middleY());
    }
}
