// SPDX-License-Identifier: Apache-2.0
package mesh.cli.view;

import java.util.ArrayList;
import java.util.List;

/**
 * The part of an apply that a terminal shows: a line a host in hand or next, what does not fit in a line, and a counter.
 *
 * @param columns of the terminal; no line fills it
 * @param rows of the terminal; four are left to what stands above
 */
record ProgressTable(Palette palette, int columns, int rows) {
    private static final int LEFT_FREE = 4;

    List<String> draw(ApplyBoard board) {
        List<ApplyBoard.Row> all = board.rows();
        List<ApplyBoard.Row> shown = all.subList(0, Math.min(all.size(), Math.max(1, rows - LEFT_FREE)));
        List<String> lines = new ArrayList<>();
        int width = shown.stream().mapToInt(row -> row.host().text().length()).max().orElse(0);
        int step = shown.stream().mapToInt(row -> row.step().length()).max().orElse(0);
        shown.forEach(row -> lines.add(line(row, width, step)));
        if (shown.size() < all.size()) {
            lines.add(palette.faint(cut("      … and " + left(all, board.atWork(), shown.size()))));
        }
        lines.add(palette.faint(cut("  " + board.summary())));
        return lines;
    }

    private static String left(List<ApplyBoard.Row> all, int atWork, int shown) {
        int working = Math.max(0, atWork - shown);
        int waiting = all.size() - Math.max(atWork, shown);
        String more = working == 0 ? "" : working + " at work";
        return more + (working > 0 && waiting > 0 ? ", " : "") + (waiting == 0 ? "" : waiting + " waiting");
    }

    private String line(ApplyBoard.Row row, int width, int step) {
        boolean waits = row.took().isZero();
        String text = cut(
                "  " + pad(row.symbol(), 3) + " " + pad(row.host().text(), width) + "  " + pad(row.step(), step)
                        + (waits ? "" : "  " + Words.duration(row.took())))
                .stripTrailing();
        return waits ? palette.faint(text) : palette.bySymbol(row.symbol(), text);
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private String cut(String line) {
        return line.length() < columns ? line : line.substring(0, columns - 2) + "…";
    }
}
