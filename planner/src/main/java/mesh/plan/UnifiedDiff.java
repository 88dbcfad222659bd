// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import java.util.ArrayList;
import java.util.List;

import mesh.value.ValueFormatException;

/**
 * The difference of two texts as {@code diff -u} writes it, with three lines of context. Control characters of the older
 * text, which a host supplied, are shown by their numbers.
 */
public final class UnifiedDiff {
    private static final int CONTEXT = 3;

    private final List<LineDiff.Edit> edits;
    private final StringBuilder out;

    private UnifiedDiff(List<LineDiff.Edit> edits, StringBuilder out) {
        this.edits = edits;
        this.out = out;
    }

    /** Empty if the texts are equal. */
    public static String of(String path, String before, String after) {
        if (before.equals(after)) {
            return "";
        }
        StringBuilder out = new StringBuilder("--- ").append(path).append("\n+++ ").append(path).append('\n');
        new UnifiedDiff(LineDiff.of(lines(before), lines(after)), out).hunks();
        return out.toString();
    }

    /** Lines without their ends; a last one that has none says so. */
    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        String last = lines.removeLast();
        if (!last.isEmpty()) {
            lines.add(last + "\n\\ No newline at end of file");
        }
        return lines;
    }

    private void hunks() {
        int next = nextChange(0);
        while (next < edits.size()) {
            int start = Math.max(0, next - CONTEXT);
            int end = next + 1;
            int following = nextChange(end);
            while (following < edits.size() && following - end <= 2 * CONTEXT) {
                end = following + 1;
                following = nextChange(end);
            }
            hunk(start, Math.min(edits.size(), end + CONTEXT));
            next = following;
        }
    }

    private int nextChange(int from) {
        int index = from;
        while (index < edits.size() && edits.get(index).kind() == ' ') {
            index++;
        }
        return index;
    }

    private void hunk(int start, int end) {
        List<LineDiff.Edit> body = edits.subList(start, end);
        out.append("@@ -").append(range(start, body, '+')).append(" +").append(range(start, body, '-')).append(" @@\n");
        body.forEach(edit -> out.append(edit.kind()).append(visible(edit.line())).append('\n'));
    }

    /** First line and number of lines of one side, the other side's own lines left out. */
    private String range(int start, List<LineDiff.Edit> body, char otherSide) {
        long before = edits.subList(0, start).stream().filter(edit -> edit.kind() != otherSide).count();
        long count = body.stream().filter(edit -> edit.kind() != otherSide).count();
        return (count == 0 ? before : before + 1) + "," + count;
    }

    private static String visible(String line) {
        StringBuilder shown = new StringBuilder();
        for (char c : line.toCharArray()) {
            String quoted = c == '\n' || c == '\t' ? "'" + c + "'" : ValueFormatException.printable(String.valueOf(c));
            shown.append(quoted, 1, quoted.length() - 1);
        }
        return shown.toString();
    }
}
