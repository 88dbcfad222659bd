// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

class LineEditsTest {
    private static final int CASES = 2_000;

    /** Independent of the writer: what the three kinds of lines mean. */
    static String apply(String base, String edits) {
        List<String> lines = base.isEmpty() ? List.of() : List.of(base.split("(?<=\n)"));
        StringBuilder result = new StringBuilder();
        int place = 0;
        for (String edit : edits.lines().toList()) {
            if (edit.startsWith("+")) {
                result.append(edit.substring(1)).append('\n');
                continue;
            }
            int count = Integer.parseInt(edit.substring(1));
            for (String line : lines.subList(place, place + count)) {
                result.append(edit.startsWith("=") ? line : "");
            }
            place += count;
        }
        return result.toString();
    }

    /** Few different lines, so that many are there more than once, some like edits themselves. */
    static String text(Random random) {
        List<String> words = List.of("", "[Peer]", "=3", "-1", "+x", "PublicKey = a\\b", "é\t\u0001'$x`", "  indented",
                "u" + random.nextInt(), "u" + random.nextInt());
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(words.get(random.nextInt(words.size()))).append('\n');
        }
        return text.toString();
    }

    /** Some lines of {@code base} changed, moved, gone or new. */
    static String changed(Random random, String base) {
        List<String> lines = new ArrayList<>(base.lines().toList());
        for (int i = random.nextInt(4); i > 0 && !lines.isEmpty(); i--) {
            int place = random.nextInt(lines.size());
            switch (random.nextInt(3)) {
                case 0 -> lines.remove(place);
                case 1 -> lines.add(place, "new " + random.nextInt());
                default -> lines.add(random.nextInt(lines.size()), lines.remove(place));
            }
        }
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    @Test
    void editsMakeTheResultOfTheBase() {
        Random random = new Random(1);
        for (int i = 0; i < CASES; i++) {
            String base = text(random);
            String result = random.nextBoolean() ? text(random) : changed(random, base);
            assertThat(apply(base, LineEdits.between(base, result))).as("%s to %s", base, result).isEqualTo(result);
        }
    }

    @Test
    void aPeerMoreIsThatPeer() {
        StringBuilder base = new StringBuilder("[Interface]\n");
        StringBuilder result = new StringBuilder("[Interface]\n");
        for (int i = 0; i < 1_000; i++) {
            String peer = "\n[Peer]\n# h" + i + "\nPublicKey = k" + i + "\nAllowedIPs = 100.64.0." + i + "/32\n";
            result.append(peer);
            base.append(i == 500 ? "" : peer);
        }
        String edits = LineEdits.between(base.toString(), result.toString());
        assertThat(edits.lines()).hasSize(7);
        assertThat(edits).contains("+PublicKey = k500\n");
    }

    @Test
    void sameTextsKeepAll() {
        assertThat(LineEdits.between("a\nb\n", "a\nb\n")).isEqualTo("=2\n");
        assertThat(LineEdits.between("", "")).isEmpty();
    }

    @Test
    void hugeTextsOfOneLineAreQuick() {
        String base = "x\n".repeat(200_000);
        assertThat(LineEdits.between(base, base + "y\n")).isEqualTo("=200000\n+y\n");
    }

    @Test
    void aLineWithoutEndIsRefused() {
        assertThatThrownBy(() -> LineEdits.between("a", "a\n")).isInstanceOf(IllegalArgumentException.class);
    }
}
