// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What makes one text of another, line by line: {@code =N} lines stay, {@code -N} lines go, {@code +TEXT} is a line that
 * comes. The host applies it by awk, see {@code stage_patch}. Takes time in proportion to both texts, and to the number
 * of lines that stand once in each its logarithm; it need not be the shortest.
 */
final class LineEdits {
    private final String[] base;
    private final String[] result;
    private final StringBuilder text = new StringBuilder();
    private int kept;
    private int dropped;

    private LineEdits(String[] base, String[] result) {
        this.base = base;
        this.result = result;
    }

    /**
     * The edits, each a whole line.
     *
     * @param base ends with a line end, or is empty; so does {@code result}
     */
    static String between(String base, String result) {
        LineEdits edits = new LineEdits(lines(base), lines(result));
        edits.write();
        return edits.text.toString();
    }

    private static String[] lines(String text) {
        if (!text.isEmpty() && !text.endsWith("\n")) {
            throw new IllegalArgumentException("edits are between whole lines");
        }
        return text.isEmpty() ? new String[0] : text.substring(0, text.length() - 1).split("\n", -1);
    }

    /** From one line that stands once in each text to the next, and to the end. */
    private void write() {
        int from = 0;
        int to = 0;
        for (int[] anchor : anchors()) {
            if (anchor[0] >= from && anchor[1] >= to) {
                write(from, anchor[0], to, anchor[1]);
                keep();
                from = anchor[0] + 1;
                to = anchor[1] + 1;
            }
        }
        write(from, base.length, to, result.length);
        flush();
    }

    /** Lines that are the same at both ends stay, those between are replaced. */
    private void write(int from, int end, int to, int resultEnd) {
        int first = from;
        int other = to;
        while (first < end && other < resultEnd && base[first].equals(result[other])) {
            keep();
            first++;
            other++;
        }
        int same = 0;
        while (end - same > first && resultEnd - same > other
                && base[end - same - 1].equals(result[resultEnd - same - 1])) {
            same++;
        }
        for (int i = first; i < end - same; i++) {
            drop();
        }
        for (int i = other; i < resultEnd - same; i++) {
            flush();
            text.append('+').append(result[i]).append('\n');
        }
        for (int i = 0; i < same; i++) {
            keep();
        }
    }

    private void keep() {
        if (dropped > 0) {
            flush();
        }
        kept++;
    }

    private void drop() {
        if (kept > 0) {
            flush();
        }
        dropped++;
    }

    private void flush() {
        if (kept > 0) {
            text.append('=').append(kept).append('\n');
        }
        if (dropped > 0) {
            text.append('-').append(dropped).append('\n');
        }
        kept = 0;
        dropped = 0;
    }

    /** The longest row of lines that stand once in each text and in the same order, as pairs of places. */
    private List<int[]> anchors() {
        Map<String, Integer> inBase = once(base);
        Map<String, Integer> inResult = once(result);
        List<int[]> pairs = new ArrayList<>();
        for (int place = 0; place < base.length; place++) {
            int other = inResult.getOrDefault(base[place], -1);
            if (other >= 0 && inBase.getOrDefault(base[place], -1) >= 0) {
                pairs.add(new int[]{place, other});
            }
        }
        return rising(pairs);
    }

    /** Where each line stands; -1 for one that stands there more than once. */
    private static Map<String, Integer> once(String[] lines) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < lines.length; i++) {
            places.merge(lines[i], i, (one, other) -> -1);
        }
        return places;
    }

    /** The longest subsequence whose second places rise. */
    private static List<int[]> rising(List<int[]> pairs) {
        int[] lasts = new int[pairs.size()];
        int[] ends = new int[pairs.size()];
        int[] before = new int[pairs.size()];
        int length = 0;
        for (int i = 0; i < pairs.size(); i++) {
            int found = Arrays.binarySearch(lasts, 0, length, pairs.get(i)[1]);
            int at = found < 0 ? -found - 1 : found;
            lasts[at] = pairs.get(i)[1];
            ends[at] = i;
            before[i] = at == 0 ? -1 : ends[at - 1];
            length = Math.max(length, at + 1);
        }
        List<int[]> row = new ArrayList<>();
        for (int i = length == 0 ? -1 : ends[length - 1]; i >= 0; i = before[i]) {
            row.add(pairs.get(i));
        }
        return row.reversed();
    }
}
