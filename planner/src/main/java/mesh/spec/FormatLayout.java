// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.yaml.snakeyaml.error.Mark;

/** Where each line of a text belongs: computed from its nodes, used by {@link SpecFormatter}. Lines count from 0. */
final class FormatLayout {
    private static final int STEP = 2;
    /** No node says where the line belongs. */
    static final int UNKNOWN = -1;

    private final FormatText text;
    private final int[] indent;
    private final boolean[] insideScalar;
    private final int[] verbatimShift;
    private final List<List<Level>> levels = new ArrayList<>();

    /**
     * An entry of a block.
     *
     * @param column where it starts in the text
     * @param indent where it belongs
     */
    record Level(int column, int indent) {}

    private FormatLayout(FormatText text) {
        this.text = text;
        this.indent = filled(text.lines(), UNKNOWN);
        this.insideScalar = new boolean[text.lines()];
        this.verbatimShift = filled(text.lines(), Integer.MIN_VALUE);
        for (int i = 0; i < text.lines(); i++) {
            levels.add(new ArrayList<>());
        }
    }

    /** Also tells {@code text} where the scalars are. */
    static FormatLayout of(FormatText text, List<FormatNode> documents) {
        FormatLayout layout = new FormatLayout(text);
        documents.forEach(root -> layout.value(root, root.start().getLine(), -STEP));
        return layout;
    }

    /** Column where the line belongs, or {@link #UNKNOWN}. */
    int indent(int line) {
        return indent[line];
    }

    /** Whether the line starts in the middle of a text, so that blank lines count. */
    boolean isInsideScalar(int line) {
        return insideScalar[line];
    }

    /** Whether the line belongs to a block of text ({@code |} or {@code >}), whose spaces count. */
    boolean isVerbatim(int line) {
        return verbatimShift[line] != Integer.MIN_VALUE;
    }

    /** Columns that a line of a block of text moves to the right. */
    int verbatimShift(int line) {
        return verbatimShift[line];
    }

    /** Entries that start on the line, outermost first. */
    List<Level> levels(int line) {
        return levels.get(line);
    }

    private void entries(FormatNode block, int column) {
        int from = block.start().getIndex();
        for (int i = 0; i < block.children().size(); i++) {
            FormatNode child = block.children().get(i);
            if (block.kind() == FormatNode.Kind.BLOCK_SEQUENCE) {
                int dash = text.nextDash(from);
                place(text.lineOf(dash), text.columnOf(dash), column);
                value(child, text.lineOf(dash), column);
                from = Math.max(dash + 1, child.end().getIndex());
            } else if (i % 2 == 0) {
                place(child.start().getLine(), child.start().getColumn(), column);
                scalar(child);
            } else {
                value(child, block.children().get(i - 1).start().getLine(), column);
            }
        }
    }

    private void place(int line, int column, int newColumn) {
        if (text.firstColumn(line) == column) {
            indent[line] = newColumn;
        }
        levels.get(line).add(new Level(column, newColumn));
    }

    /** @param column where the entry belongs that {@code node} is the value of; it starts on {@code ownerLine} */
    private void value(FormatNode node, int ownerLine, int column) {
        if (node.isBlock()) {
            entries(node, column + STEP);
            continuation(ownerLine + 1, node.start().getLine(), column + STEP);
            return;
        }
        int end = lastLine(node);
        if (node.kind() == FormatNode.Kind.BLOCK_SCALAR) {
            continuation(ownerLine + 1, node.start().getLine(), column + STEP);
            verbatim(node.start().getLine() + 1, end, column + STEP);
        } else if (node.kind() == FormatNode.Kind.FLOW) {
            continuation(ownerLine + 1, node.start().getLine(), column + STEP);
            flow(node, column);
        } else {
            continuation(ownerLine + 1, end, column + STEP);
        }
        scalar(node);
    }

    /** Lines that no entry starts on and no comment fills. */
    private void continuation(int from, int to, int column) {
        for (int line = from; line <= to; line++) {
            if (indent[line] == UNKNOWN && !text.isComment(line)) {
                indent[line] = Math.max(column, 0);
            }
        }
    }

    private void flow(FormatNode flow, int column) {
        for (int line = flow.start().getLine() + 1; line <= lastLine(flow); line++) {
            int depth = depthAt(flow, line);
            boolean closes = "]}".indexOf(text.firstCharacter(line)) >= 0;
            indent[line] = Math.max(column + STEP * Math.max(1, closes ? depth - 1 : depth), 0);
        }
    }

    /** How many brackets are open where the line starts. */
    private static int depthAt(FormatNode node, int line) {
        if (node.kind() != FormatNode.Kind.FLOW || node.start().getLine() >= line || node.end().getLine() < line) {
            return 0;
        }
        return 1 + node.children().stream().mapToInt(child -> depthAt(child, line)).max().orElse(0);
    }

    private void verbatim(int from, int to, int column) {
        int least = Integer.MAX_VALUE;
        for (int line = from; line <= to; line++) {
            least = Math.min(least, text.isBlank(line) ? Integer.MAX_VALUE : text.firstColumn(line));
        }
        for (int line = from; line <= to && least < Integer.MAX_VALUE; line++) {
            verbatimShift[line] = Math.max(column, 0) - least;
        }
    }

    /** Notes where scalars are, so that nothing inside them is taken for a bracket or a comment. */
    private void scalar(FormatNode node) {
        node.children().forEach(this::scalar);
        if (node.kind() == FormatNode.Kind.ONE_LINE || node.kind() == FormatNode.Kind.BLOCK_SCALAR) {
            text.addScalar(node.start().getIndex(), node.end().getIndex());
            Arrays.fill(insideScalar, Math.min(node.start().getLine() + 1, lastLine(node) + 1), lastLine(node) + 1,
                    true);
        }
    }

    private static int lastLine(FormatNode node) {
        Mark end = node.end();
        return end.getColumn() == 0 && end.getLine() > node.start().getLine() ? end.getLine() - 1 : end.getLine();
    }

    private static int[] filled(int length, int value) {
        int[] array = new int[length];
        Arrays.fill(array, value);
        return array;
    }
}
