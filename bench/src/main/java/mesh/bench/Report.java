// SPDX-License-Identifier: Apache-2.0
package mesh.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** A table of figures, ours beside the peer's, and what they come to. */
public final class Report {
    private final String name;
    private final String peer;
    private final double target;
    private final List<Row> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * One figure.
     *
     * @param ratio ours to the peer's, turned so that lower is better
     * @param counts whether the ratio of the whole is at least this
     */
    private record Row(String what, double ours, double peers, double ratio, boolean counts) {}

    /** @param target the ratio that is good enough */
    public Report(String name, String peer, double target) {
        this.name = name;
        this.peer = peer;
        this.target = target;
    }

    /** A figure of which less is better; both lists have one value for each round, in the same order. */
    public Report less(String what, List<Double> ours, List<Double> peers, boolean counts) {
        rows.add(new Row(what, middle(ours), middle(peers), middle(quotients(ours, peers)), counts));
        return this;
    }

    /** A figure of which more is better. */
    public Report more(String what, List<Double> ours, List<Double> peers, boolean counts) {
        rows.add(new Row(what, middle(ours), middle(peers), middle(quotients(peers, ours)), counts));
        return this;
    }

    /** A figure that says how the others came about. */
    public Report fact(String what, List<Double> ours, List<Double> peers) {
        rows.add(new Row(what, middle(ours), middle(peers), Double.NaN, false));
        return this;
    }

    /** A figure of ours that nothing is beside. */
    public Report told(String what, List<Double> ours) {
        return fact(what, ours, List.of(Double.NaN));
    }

    public Report note(String line) {
        notes.add(line);
        return this;
    }

    /** The worst of the figures that count. */
    public double ratio() {
        return rows.stream().filter(Row::counts).mapToDouble(Row::ratio).max().orElse(Double.NaN);
    }

    public boolean isReached() {
        return ratio() <= target;
    }

    /** The table, the notes, and the line by which a program reads the result. */
    public String text() {
        StringBuilder out = new StringBuilder();
        out.append(String.format(Locale.ROOT, "%-64s %12s %12s %8s%n", name, "mesh", peer, "ratio"));
        for (Row row : rows) {
            String ratio = Double.isNaN(row.ratio())
                    ? ""
                    : String.format(Locale.ROOT, "%.2f%s", row.ratio(), row.counts() ? " *" : "");
            out.append(String.format(Locale.ROOT, "%-64s %12s %12s %8s", row.what(), number(row.ours()),
                    number(row.peers()), ratio).stripTrailing()).append(System.lineSeparator());
        }
        notes.forEach(note -> out.append("# ").append(note).append(System.lineSeparator()));
        return out.append(String.format(Locale.ROOT, "%s: ratio %.2f (target %.2f, lower is better)%n", name, ratio(),
                target)).toString();
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%.0f" : "%.2f", value);
    }

    private static List<Double> quotients(List<Double> above, List<Double> below) {
        List<Double> quotients = new ArrayList<>();
        for (int i = 0; i < above.size(); i++) {
            quotients.add(above.get(i) / below.get(i));
        }
        return quotients;
    }

    /** The middle value, or the mean of the two in the middle. */
    public static double middle(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }
}
