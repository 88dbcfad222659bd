// SPDX-License-Identifier: Apache-2.0
package mesh.cli.view;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Finds the word that was probably meant. */
public final class Spelling {
    private Spelling() {}

    /**
     * The known words nearest to {@code word}, nearest first, at most two.
     *
     * @return empty when none is near: more than a third of the letters differ
     */
    public static List<String> nearest(String word, Collection<String> known) {
        int limit = Math.max(1, (word.replaceAll("^-+", "").length() + 1) / 3);
        return known.stream().distinct().filter(candidate -> distance(word, candidate) <= limit)
                .sorted(Comparator.<String>comparingInt(candidate -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(2).toList();
    }

    /** Letters to insert, remove, replace, or swap with a neighbour (optimal string alignment). */
    static int distance(String one, String other) {
        int[][] cost = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                cost[i][j] = i == 0 ? j : j == 0 ? i : cheapest(cost, i, j, one, other);
            }
        }
        return cost[one.length()][other.length()];
    }

    private static int cheapest(int[][] cost, int i, int j, String one, String other) {
        boolean same = one.charAt(i - 1) == other.charAt(j - 1);
        int best = Math.min(cost[i - 1][j - 1] + (same ? 0 : 1), Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2)
                && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
