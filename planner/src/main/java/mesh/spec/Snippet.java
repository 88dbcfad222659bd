// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import mesh.value.DisplayText;

/**
 * A line of a file with carets below the offending text, in terminal columns.
 *
 * @param line safe to print, at most {@value #MAX_WIDTH} columns and two ellipses
 * @param marker as many spaces as the text before, then carets
 */
record Snippet(String line, String marker) {
    private static final int MAX_WIDTH = 120;
    /** Columns shown before the offending text of a long line. */
    private static final int LEAD = 40;

    /** @param column of the offending text, from 1, in code points; may be just after the end */
    static Snippet of(String source, int column) {
        int[] points = source.codePoints().toArray();
        int start = Math.min(column - 1, points.length);
        int end = Math.max(start + 1, tokenEnd(points, start));
        int from = width(points, 0, points.length) <= MAX_WIDTH ? 0 : firstShown(points, start);
        String lead = from > 0 ? "…" : "";
        StringBuilder line = new StringBuilder(lead);
        StringBuilder marker = new StringBuilder(" ".repeat(lead.length()));
        int shown = 0;
        for (int i = from; i < points.length; i++) {
            int width = DisplayText.width(points[i]);
            shown += width;
            if (shown > MAX_WIDTH) {
                line.append('…');
                break;
            }
            line.append(DisplayText.of(points[i]));
            marker.append((i < start ? " " : i < end ? "^" : "").repeat(width));
        }
        if (start >= points.length) {
            marker.append('^');
        }
        return new Snippet(line.toString().stripTrailing(), marker.toString());
    }

    private static int firstShown(int[] points, int start) {
        int from = start;
        int lead = 0;
        while (from > 0 && lead + DisplayText.width(points[from - 1]) <= LEAD) {
            from--;
            lead += DisplayText.width(points[from]);
        }
        return from;
    }

    /** Where the word, or the text in quotes, that begins at {@code start} ends. */
    private static int tokenEnd(int[] points, int start) {
        if (start >= points.length) {
            return start;
        }
        int quote = points[start] == '"' || points[start] == '\'' ? points[start] : 0;
        for (int i = start + 1; i < points.length; i++) {
            if (quote != 0 && points[i] == quote) {
                return i + 1;
            }
            if (quote == 0 && endsToken(points, i)) {
                return i;
            }
        }
        return trimmedEnd(points, start);
    }

    private static boolean endsToken(int[] points, int i) {
        boolean beforeBlank = i + 1 == points.length || points[i + 1] == ' ';
        return switch (points[i]) {
            case ',', ']', '}' -> true;
            case ':' -> beforeBlank;
            case ' ' -> i + 1 < points.length && (points[i + 1] == '#' || points[i + 1] == ' ');
            default -> false;
        };
    }

    private static int trimmedEnd(int[] points, int start) {
        int end = points.length;
        while (end > start + 1 && points[end - 1] == ' ') {
            end--;
        }
        return end;
    }

    private static int width(int[] points, int from, int to) {
        int width = 0;
        for (int i = from; i < to; i++) {
            width += DisplayText.width(points[i]);
        }
        return width;
    }
}
