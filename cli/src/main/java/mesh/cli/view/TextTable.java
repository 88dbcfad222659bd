// SPDX-License-Identifier: Apache-2.0
package mesh.cli.view;

import java.util.ArrayList;
import java.util.List;

import mesh.value.DisplayText;

/**
 * Rows of aligned columns, two spaces between two of them, without a frame. Cells are measured before they are painted,
 * so that colour never moves a column.
 */
final class TextTable {
    private final List<Row> rows = new ArrayList<>();
    private final String indent;

    /** @param indent before each line */
    TextTable(String indent) {
        this.indent = indent;
    }

    /** @param paint applied to the whole padded cell; one a cell, {@link Paint#NONE} for none */
    record Cell(String text, Paint paint) {
        /** @param text may be anybody's: what would turn a line around or move the cursor is written as an escape */
        Cell {
            text = DisplayText.of(text);
        }

        static Cell of(String text) {
            return new Cell(text, Paint.NONE);
        }

        /** Columns on a terminal, which are two for some characters. */
        int width() {
            return DisplayText.width(text);
        }
    }

    /** How a cell is coloured. */
    interface Paint {
        Paint NONE = text -> text;

        String apply(String text);
    }

    private record Row(List<Cell> cells) {}

    TextTable row(Cell... cells) {
        rows.add(new Row(List.of(cells)));
        return this;
    }

    TextTable header(Palette palette, String... titles) {
        List<Cell> cells = new ArrayList<>();
        for (String title : titles) {
            cells.add(new Cell(title, palette::faint));
        }
        rows.add(new Row(List.copyOf(cells)));
        return this;
    }

    /** One line a row, each with a line end and no spaces before it. */
    String draw() {
        List<Integer> widths = widths();
        StringBuilder text = new StringBuilder();
        for (Row row : rows) {
            StringBuilder line = new StringBuilder(indent);
            for (int i = 0; i < row.cells.size(); i++) {
                Cell cell = row.cells.get(i);
                boolean last = i == row.cells.size() - 1;
                line.append(cell.paint.apply(cell.text));
                line.append(last ? "" : " ".repeat(widths.get(i) - cell.width() + 2));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private List<Integer> widths() {
        List<Integer> widths = new ArrayList<>();
        for (Row row : rows) {
            for (int i = 0; i < row.cells.size(); i++) {
                int width = row.cells.get(i).width();
                if (i == widths.size()) {
                    widths.add(width);
                } else {
                    widths.set(i, Math.max(width, widths.get(i)));
                }
            }
        }
        return widths;
    }
}
