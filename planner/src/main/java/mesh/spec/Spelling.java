// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that somebody probably meant. */
public final class Spelling {
    private Spelling() {}

    /**
     * The nearest of {@code known}, if it is near: a third of the letters may differ. Else the only one that ends with
     * the word. Case and {@code _} do not count.
     */
    public static Optional<String> nearest(String word, Collection<String> known) {
        String plain = word.toLowerCase(Locale.ROOT).replace('_', '-');
        if (plain.length() > 64) {
            return Optional.empty();
        }
        int limit = Math.max(1, plain.length() / 3);
        return known.stream().filter(candidate -> distance(plain, candidate.toLowerCase(Locale.ROOT)) <= limit)
                .min(Comparator.comparingInt((String candidate) -> distance(plain, candidate.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()))
                .or(() -> theOnlyOneEndingWith("-" + plain, known));
    }

    private static Optional<String> theOnlyOneEndingWith(String end, Collection<String> known) {
        List<String> found = known.stream().filter(candidate -> candidate.toLowerCase(Locale.ROOT).endsWith(end))
                .toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    /** Advice for a word that is none of {@code known}. */
    public static String advice(String word, List<String> known) {
        return nearest(word, known).map(near -> "did you mean '" + near + "'?")
                .orElse("write one of " + String.join(", ", known));
    }

    /** Insertions, deletions, changes and swaps of neighbours that make {@code b} of {@code a}. */
    static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 ? j : j == 0 ? i : cheapest(a, b, cost, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(String a, String b, int[][] cost, int i, int j) {
        int changed = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(changed, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
