// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Compares what a page shows with what was printed: times, sizes, keys and hashes may differ, {@code ...} stands for any lines. */
final class DocOutput {
    private static final String ANY = "...";
    /** Hosts work at the same time, so the order of their lines is an accident. */
    private static final Pattern PROGRESS = Pattern
            .compile(
                    "[a-z][a-z0-9-]*: (connecting|applying|compared|staged|verified|switched|running|done|applied .*|unchanged .*)");

    private DocOutput() {}

    /** Whether {@code shown}, a page's lines, describes {@code printed}. */
    static boolean matches(List<String> shown, List<String> printed) {
        return matches(masked(shown), 0, masked(collapsed(printed)), 0);
    }

    private static boolean matches(List<String> shown, int s, List<String> printed, int p) {
        if (s == shown.size()) {
            return p == printed.size();
        }
        if (shown.get(s).equals(ANY)) {
            for (int next = p; next <= printed.size(); next++) {
                if (matches(shown, s + 1, printed, next)) {
                    return true;
                }
            }
            return false;
        }
        return p < printed.size() && shown.get(s).equals(printed.get(p)) && matches(shown, s + 1, printed, p + 1);
    }

    /** {@code printed} with each run of progress lines as one {@code ...}, and no blank lines at its end. */
    static List<String> collapsed(List<String> printed) {
        List<String> kept = new ArrayList<>();
        for (String line : printed) {
            String shown = PROGRESS.matcher(line).matches() ? ANY : line.stripTrailing();
            if (!shown.equals(ANY) || kept.isEmpty() || !kept.getLast().equals(ANY)) {
                kept.add(shown);
            }
        }
        while (!kept.isEmpty() && kept.getLast().isEmpty()) {
            kept.removeLast();
        }
        return kept;
    }

    private static List<String> masked(List<String> lines) {
        return lines.stream().map(DocOutput::masked).toList();
    }

    private static String masked(String line) {
        return line.replaceAll("SHA256:[A-Za-z0-9+/]{43}", "SHA256").replaceAll("[A-Za-z0-9+/]{43}=", "KEY")
                .replaceAll("(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{8}…", "KEY").replaceAll("\\b[0-9a-f]{7,40}\\b", "HASH")
                .replaceAll("\\b[0-9.]+ (ms|s|min|B|KiB|kB|MiB)\\b", "N")
                .replaceAll("\\b20\\d\\d-\\d\\d-\\d\\d\\b", "DAY")
                .replaceAll("/tmp/[^ :]*", "TMP").replaceAll(" {2,}", "  ").strip();
    }
}
