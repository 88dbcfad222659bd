// SPDX-License-Identifier: Apache-2.0
package mesh.bench.check;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Measures some ratios and compares them with the baseline. What looks worse is measured again: the best of them counts. */
public final class Check {
    private static final int ATTEMPTS = 3;

    private final List<Ratios> all;
    private final Path file;

    /** @param file of the baseline */
    public Check(List<Ratios> all, Path file) {
        this.all = List.copyOf(all);
        this.file = file;
    }

    /** Whether no ratio is worse than it may be; the table goes to {@code out}. */
    public boolean run(PrintStream out) throws IOException, InterruptedException {
        Baseline baseline = Baseline.parse(Files.readString(file));
        SequencedMap<String, Double> measured = new LinkedHashMap<>();
        for (Ratios ratios : all) {
            measured.putAll(best(ratios, baseline));
        }
        out.print(baseline.table(measured));
        return baseline.complaints(measured).isEmpty();
    }

    private static SequencedMap<String, Double> best(Ratios ratios, Baseline baseline)
            throws IOException, InterruptedException {
        SequencedMap<String, Double> best = new LinkedHashMap<>(ratios.measure());
        for (int attempt = 1; attempt < ATTEMPTS && isAnyWorse(best, baseline); attempt++) {
            ratios.measure().forEach((name, ratio) -> best.merge(name, ratio, Math::min));
        }
        return best;
    }

    private static boolean isAnyWorse(SequencedMap<String, Double> measured, Baseline baseline) {
        return measured.entrySet().stream().anyMatch(one -> baseline.isWorse(one.getKey(), one.getValue()));
    }

    /** Writes what is measured as the baseline. */
    public void update(PrintStream out) throws IOException, InterruptedException {
        SequencedMap<String, Double> measured = new LinkedHashMap<>();
        for (Ratios ratios : all) {
            measured.putAll(ratios.measure());
        }
        if (measured.values().stream().anyMatch(ratio -> !Double.isFinite(ratio))) {
            throw new IOException("not all could be measured, and nothing was written: " + measured);
        }
        Baseline baseline = new Baseline(new TreeMap<>(measured));
        Files.writeString(file, baseline.text());
        out.print(baseline.table(measured));
    }
}
