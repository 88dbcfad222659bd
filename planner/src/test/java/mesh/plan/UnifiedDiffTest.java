// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;

class UnifiedDiffTest {
    @Test
    void equalTextsHaveNone() {
        assertThat(UnifiedDiff.of("/f", "a\n", "a\n")).isEmpty();
    }

    @Test
    void farChangesHaveHunksOfTheirOwn() {
        String before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n";
        assertThat(UnifiedDiff.of("/f", before, before.replace("1\n2\n", "1\nx\n").replace("12\n", "")))
                .isEqualTo("""
                        --- /f
                        +++ /f
                        @@ -1,5 +1,5 @@
                         1
                        -2
                        +x
                         3
                         4
                         5
                        @@ -9,4 +9,3 @@
                         9
                         10
                         11
                        -12
                        """);
    }

    @Test
    void aMissingLastLineEndIsShown() {
        assertThat(UnifiedDiff.of("/f", "a", "a\n")).isEqualTo("""
                --- /f
                +++ /f
                @@ -1,1 +1,1 @@
                -a
                \\ No newline at end of file
                +a
                """);
    }

    @Test
    void anEmptySideStartsAtLineZero() {
        assertThat(UnifiedDiff.of("/f", "a\n", "")).contains("@@ -1,1 +0,0 @@\n-a\n");
    }

    @Test
    void controlCharactersOfAHostDoNotReachTheTerminal() {
        assertThat(UnifiedDiff.of("/f", "\u001b[2J\n", "b\n")).contains("-\\u001b[2J\n");
    }

    @Test
    void aHugeDifferenceIsShownAsReplacedWhole() {
        List<String> before = new ArrayList<>();
        List<String> after = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            before.add("a" + i);
            after.add(i == 1500 ? "a1500" : "b" + i);
        }
        assertThat(LineDiff.of(before, after)).hasSize(6000);
    }

    @Property(tries = 1000)
    void theEditLeadsFromOneTextToTheOther(@ForAll @Size(max = 30) List<@CharRange(from = 'a', to = 'd') Character> one,
            @ForAll @Size(max = 30) List<@CharRange(from = 'a', to = 'd') Character> other) {
        List<String> before = one.stream().map(String::valueOf).toList();
        List<String> after = other.stream().map(String::valueOf).toList();
        List<LineDiff.Edit> edits = LineDiff.of(before, after);
        assertThat(edits.stream().filter(edit -> edit.kind() != '+').map(LineDiff.Edit::line)).isEqualTo(before);
        assertThat(edits.stream().filter(edit -> edit.kind() != '-').map(LineDiff.Edit::line)).isEqualTo(after);
        assertThat(edits.stream().filter(edit -> edit.kind() == ' ').count()).isEqualTo(longestCommon(before, after));
    }

    private static long longestCommon(List<String> one, List<String> other) {
        int[][] best = new int[one.size() + 1][other.size() + 1];
        for (int i = 1; i <= one.size(); i++) {
            for (int j = 1; j <= other.size(); j++) {
                best[i][j] = one.get(i - 1).equals(other.get(j - 1))
                        ? best[i - 1][j - 1] + 1
                        : Math.max(best[i - 1][j], best[i][j - 1]);
            }
        }
        return best[one.size()][other.size()];
    }
}
