// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A shortest edit from one list of lines to another (Myers, "An O(ND) Difference Algorithm", 1986). */
final class LineDiff {
    /** Edits beyond which the differing middle is shown as replaced whole; bounds memory to 16 MB. */
    private static final int MAX_EDITS = 2000;

    /**
     * One line of the result.
     *
     * @param kind a space, {@code -} or {@code +}
     * @param line without its end
     */
    record Edit(char kind, String line) {}

    private final List<String> before;
    private final List<String> after;

    private LineDiff(List<String> before, List<String> after) {
        this.before = before;
        this.after = after;
    }

    static List<Edit> of(List<String> before, List<String> after) {
        int limit = Math.min(before.size(), after.size());
        int head = 0;
        while (head < limit && before.get(head).equals(after.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < limit - head
                && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
            tail++;
        }
        List<Edit> edits = new ArrayList<>();
        before.subList(0, head).forEach(line -> edits.add(new Edit(' ', line)));
        edits.addAll(new LineDiff(before.subList(head, before.size() - tail), after.subList(head, after.size() - tail))
                .middle());
        before.subList(before.size() - tail, before.size()).forEach(line -> edits.add(new Edit(' ', line)));
        return edits;
    }

    private List<Edit> middle() {
        if (before.isEmpty() || after.isEmpty()) {
            return replaced();
        }
        List<int[]> furthest = search();
        return furthest.isEmpty() ? replaced() : backtrack(furthest);
    }

    private List<Edit> replaced() {
        List<Edit> edits = new ArrayList<>();
        before.forEach(line -> edits.add(new Edit('-', line)));
        after.forEach(line -> edits.add(new Edit('+', line)));
        return edits;
    }

    /** For each number of edits the furthest x on each diagonal k, at index k + that number + 1; empty if too many. */
    private List<int[]> search() {
        List<int[]> rounds = new ArrayList<>();
        int max = Math.min(MAX_EDITS, before.size() + after.size());
        int[] last = {0, 0, 0};
        for (int edits = 0; edits <= max; edits++) {
            int[] round = new int[2 * edits + 3];
            for (int k = -edits; k <= edits; k += 2) {
                int x = start(last, k, edits);
                while (x < before.size() && x - k < after.size() && before.get(x).equals(after.get(x - k))) {
                    x++;
                }
                round[k + edits + 1] = x;
                if (x >= before.size() && x - k >= after.size()) {
                    rounds.add(round);
                    return rounds;
                }
            }
            rounds.add(round);
            last = round;
        }
        return List.of();
    }

    /** Where round {@code edits} begins on diagonal {@code k}, given the round before. */
    private static int start(int[] last, int k, int edits) {
        if (edits == 0) {
            return 0;
        }
        return down(last, k, edits) ? at(last, k + 1, edits) : at(last, k - 1, edits) + 1;
    }

    private static boolean down(int[] last, int k, int edits) {
        return k == -edits || k != edits && at(last, k - 1, edits) < at(last, k + 1, edits);
    }

    private static int at(int[] last, int k, int edits) {
        return last[k + edits];
    }

    private List<Edit> backtrack(List<int[]> rounds) {
        List<Edit> edits = new ArrayList<>();
        int x = before.size();
        int k = before.size() - after.size();
        for (int round = rounds.size() - 1; round >= 0; round--) {
            int begin = round == 0 ? 0 : start(rounds.get(round - 1), k, round);
            while (x > begin) {
                x--;
                edits.add(new Edit(' ', before.get(x)));
            }
            if (round > 0 && down(rounds.get(round - 1), k, round)) {
                edits.add(new Edit('+', after.get(x - k - 1)));
                k++;
            } else if (round > 0) {
                x--;
                edits.add(new Edit('-', before.get(x)));
                k--;
            }
        }
        Collections.reverse(edits);
        return edits;
    }
}
