// SPDX-License-Identifier: Apache-2.0
package mesh.cli.view;

import java.util.List;

import mesh.spec.Problem;
import mesh.spec.Problem.Severity;
import mesh.spec.SourcePosition;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProblemViewTest {
    @Test
    void drawsPlaceLineCaretAndAdvice() {
        String text = new ProblemView(Palette.PLAIN)
                .draw(List.of(problem(Severity.ERROR, 14, "    routes: [10.9.0.0/99]")));

        assertThat(text).isEqualTo(
                """
                        mesh.yaml:14:14: hosts.pi4.routes[0]: '10.9.0.0/99' is not a CIDR: prefix 99 is outside 0..32 [bad-value]
                        14 |     routes: [10.9.0.0/99]
                           |              ^
                           = help: write 10.9.0.0/24

                        1 error
                        """);
    }

    @Test
    void marksWarningsInWords() {
        String text = new ProblemView(Palette.PLAIN)
                .draw(List.of(problem(Severity.WARNING, 2, "x"), problem(Severity.ERROR, 3, "")));

        assertThat(text).contains("mesh.yaml:2:14: warning: hosts").endsWith("\n1 error, 1 warning\n");
    }

    @Test
    void cutsALongLineAroundTheCaret() {
        String line = "x".repeat(900) + "BAD" + "y".repeat(900);
        Problem problem = new Problem("id", Severity.ERROR, "m", new SourcePosition(1, 901), "", "wrong", "fix it",
                line);

        List<String> lines = new ProblemView(Palette.PLAIN).draw(List.of(problem)).lines().toList();

        assertThat(lines.get(1)).hasSizeLessThan(120);
        assertThat(lines.get(1).indexOf("BAD")).isEqualTo(lines.get(2).indexOf("^"));
    }

    @Test
    void letsNoControlCharacterThroughToTheTerminal() {
        String text = new ProblemView(Palette.PLAIN).draw(List.of(problem(Severity.ERROR, 1, "a\u001b[2Jb\u202ec\td")));

        assertThat(text).contains("a\uFFFD[2Jb\uFFFDc d").doesNotContain("\u001b");
    }

    private static Problem problem(Severity severity, int line, String source) {
        return new Problem("bad-value", severity, "mesh.yaml", new SourcePosition(line, 14), "hosts.pi4.routes[0]",
                "'10.9.0.0/99' is not a CIDR: prefix 99 is outside 0..32", "write 10.9.0.0/24", source);
    }
}
