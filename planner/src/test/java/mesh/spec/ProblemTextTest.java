// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import mesh.spec.Problem.Severity;

class ProblemTextTest {
    private static ProblemText text(String line, int column) {
        return ProblemText.of(new Problem("bad-value", Severity.ERROR, "mesh.yaml", new SourcePosition(14, column),
                "hosts.pi4.routes[0]", "it is wrong", "write it right", line));
    }

    @Test
    void showsPlaceLineCaretAndAdvice() {
        assertThat(text("    routes: [10.9.0.1/24]", 14).render()).isEqualTo("""
                mesh.yaml:14:14: hosts.pi4.routes[0]: it is wrong [bad-value]
                  14 |     routes: [10.9.0.1/24]
                     |              ^^^^^^^^^^^
                  try: write it right
                """);
    }

    @Test
    void countsWideCharactersAsTwoColumnsAndCombiningOnesAsNone() {
        assertThat(text("日本: x", 5).marker()).isEqualTo("      ^");
        assertThat(text("e\u0301: x", 5).marker()).isEqualTo("   ^");
        assertThat(text("日本: x", 1).marker()).isEqualTo("^^^^");
    }

    @Test
    void expandsTabsTheSameWayInLineAndMarker() {
        ProblemText text = text("a:\tb", 4);
        assertThat(text.line()).isEqualTo("a:    b");
        assertThat(text.marker()).isEqualTo("      ^");
    }

    @Test
    void escapesWhatATerminalWouldObey() {
        ProblemText text = text("a\u001b[31m\u202e: b", 10);
        assertThat(text.line()).isEqualTo("a\\u001b[31m\\u202e: b");
        assertThat(text.line().charAt(text.marker().indexOf('^'))).isEqualTo('b');
        assertThat(text("שלום: x", 7).line()).isEqualTo("\\u05e9\\u05dc\\u05d5\\u05dd: x");
    }

    @Test
    void cutsLongLinesAroundThePlace() {
        ProblemText text = text("a".repeat(400) + " bad " + "z".repeat(400), 402);
        assertThat(text.line()).startsWith("…").endsWith("…").contains(" bad ").hasSizeLessThan(130);
        assertThat(text.line().charAt(text.marker().indexOf('^'))).isEqualTo('b');
    }

    @Test
    void marksTheEndOfALine() {
        assertThat(text("mesh: 'lab", 11).marker()).isEqualTo("          ^");
    }
}
