// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.List;
import java.util.stream.Collectors;

import mesh.spec.Problem.Severity;
import mesh.value.DisplayText;

/**
 * A problem as people read it, in parts, so that whoever prints it can colour them. Every part is safe for a terminal.
 *
 * @param place such as {@code mesh.yaml:14:12}
 * @param severity decides the colour
 * @param headline path and what is wrong
 * @param gutter the line number and a bar; empty where no line is shown
 * @param line the line of the file, or the part of a long one around the place
 * @param blank the gutter of the line below
 * @param marker spaces and carets below the offending text
 * @param advice what to do
 * @param id the problem's
 */
public record ProblemText(String place, Severity severity, String headline, String gutter, String line, String blank,
        String marker, String advice, String id) {

    public static ProblemText of(Problem problem) {
        SourcePosition position = problem.position();
        Snippet snippet = Snippet.of(problem.sourceLine(), position.column());
        String number = Integer.toString(position.line());
        boolean hasLine = !problem.sourceLine().isBlank();
        String headline = (problem.path().isEmpty() ? "" : problem.path() + ": ") + problem.message();
        return new ProblemText(DisplayText.of(problem.source()) + ":" + position, problem.severity(),
                DisplayText.of(headline), hasLine ? "  " + number + " | " : "", hasLine ? snippet.line() : "",
                hasLine ? "  " + " ".repeat(number.length()) + " | " : "", hasLine ? snippet.marker() : "",
                DisplayText.of(problem.advice()), problem.id());
    }

    /** All parts, without colour, each line ended. */
    public String render() {
        String warning = severity == Severity.WARNING ? "warning: " : "";
        String snippet = gutter.isEmpty() ? "" : gutter + line + "\n" + blank + marker + "\n";
        return place + ": " + warning + headline + " [" + id + "]\n" + snippet + "  try: " + advice + "\n";
    }

    /** Several problems, a blank line between them. */
    public static String render(List<Problem> problems) {
        return problems.stream().map(problem -> of(problem).render()).collect(Collectors.joining("\n"));
    }
}
