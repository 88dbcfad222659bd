// SPDX-License-Identifier: Apache-2.0
package mesh.bench.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The ratios that were accepted, in a file of the repository: {@code NAME RATIO} a line, {@code #} begins a comment.
 *
 * @param ratios by name; lower is better
 */
public record Baseline(SortedMap<String, Double> ratios) {
    /** A ratio may be so many times its baseline: noise is less, a change of cost that somebody should know of is more. */
    static final double TOLERANCE = 4.0 / 3;

    public Baseline {
        ratios = Collections.unmodifiableSortedMap(new TreeMap<>(ratios));
    }

    /** @throws IllegalArgumentException if a line is not a name and a positive number */
    public static Baseline parse(String text) {
        SortedMap<String, Double> ratios = new TreeMap<>();
        for (String line : text.lines().map(each -> each.replaceFirst("#.*", "").strip()).toList()) {
            String[] words = line.split("\\s+", -1);
            if (!line.isEmpty() && (words.length != 2 || !words[1].matches("[0-9]+(\\.[0-9]+)?")
                    || Double.parseDouble(words[1]) <= 0)) {
                throw new IllegalArgumentException("'" + line + "' is not NAME RATIO");
            }
            if (!line.isEmpty()) {
                ratios.put(words[0], Double.valueOf(words[1]));
            }
        }
        return new Baseline(ratios);
    }

    /** As {@link #parse} reads it. */
    public String text() {
        StringBuilder text = new StringBuilder(
                """
                        # What bench/run --check compares with: CPU time of ours to that of a plain Java program. It fails where a ratio is
                        # worse by more than a third. After a change that is meant to cost more: bench/run --check --update, and say why.
                        """);
        ratios.forEach((name, ratio) -> text.append(String.format(Locale.ROOT, "%s %.2f%n", name, ratio)));
        return text.toString();
    }

    /** One line for each of {@code measured} that is too high or not known, and for each that was not measured; none: all is well. */
    public List<String> complaints(Map<String, Double> measured) {
        List<String> complaints = new ArrayList<>();
        measured.forEach((name, ratio) -> {
            if (!ratios.containsKey(name)) {
                complaints.add(name + ": has no baseline");
            } else if (isWorse(name, ratio)) {
                complaints
                        .add(String.format(Locale.ROOT, "%s: %.2f is more than a third above its baseline, %.2f", name,
                                ratio, ratios.get(name)));
            }
        });
        ratios.keySet().stream().filter(name -> !measured.containsKey(name))
                .forEach(name -> complaints.add(name + ": is in the baseline, and nobody measures it"));
        return complaints;
    }

    /** Whether a ratio is too high. Not a number is. */
    public boolean isWorse(String name, double ratio) {
        return ratios.containsKey(name) && !(ratio <= ratios.get(name) * TOLERANCE);
    }

    /** All of them in a table, with what is wrong and what to do about it. */
    public String table(SequencedMap<String, Double> measured) {
        StringBuilder table = new StringBuilder(
                String.format(Locale.ROOT, "%-34s %8s %8s %8s%n", "check", "ratio", "baseline", "most"));
        measured.forEach((name, ratio) -> {
            double accepted = ratios.getOrDefault(name, Double.NaN);
            table.append(String.format(Locale.ROOT, "%-34s %8.2f %8.2f %8.2f%s%n", name, ratio, accepted,
                    accepted * TOLERANCE, isWorse(name, ratio) ? "  worse" : ""));
        });
        List<String> complaints = complaints(measured);
        complaints.forEach(line -> table.append(line).append(System.lineSeparator()));
        return table.append(complaints.isEmpty()
                ? ""
                : "Find what made it slower: bench/README.md, 'The check'. Where the cost is wanted: 'bench/run --check --update',"
                        + System.lineSeparator() + "and commit bench/baseline.txt with the reason."
                        + System.lineSeparator())
                .append(complaints.isEmpty() ? "check: ok" : "check: failed").append(System.lineSeparator()).toString();
    }
}
