// SPDX-License-Identifier: Apache-2.0
package mesh.cli.view;

import java.util.List;

import mesh.spec.Problem;
import mesh.spec.Problem.Severity;

/**
 * Problems of a spec or lock, each with its place, the line it is in, a caret and what to do:
 *
 * <pre>
 * mesh.yaml:14:12: hosts.pi4.routes[0]: '10.9.0.0/99' is not a CIDR: prefix 99 is outside 0..32
 * 14 |     routes: [10.9.0.0/99]
 *    |              ^
 *    = help: write 10.9.0.0/24
 * </pre>
 */
public final class ProblemView {
    /** Columns of a source line that are shown; a longer one is cut around the caret. */
    private static final int WIDTH = 100;

    private final Palette palette;

    public ProblemView(Palette palette) {
        this.palette = palette;
    }

    /** All problems in the order given, a blank line between two, then how many there are. */
    public String draw(List<Problem> problems) {
        StringBuilder text = new StringBuilder();
        for (Problem problem : problems) {
            draw(problem, text);
            text.append('\n');
        }
        return text.append(count(problems)).append('\n').toString();
    }

    private void draw(Problem problem, StringBuilder text) {
        text.append(palette.strong(problem.source() + ":" + problem.position() + ":")).append(' ');
        if (problem.severity() == Severity.WARNING) {
            text.append(palette.change("warning: "));
        }
        if (!problem.path().isEmpty()) {
            text.append(problem.path()).append(": ");
        }
        text.append(painted(problem, problem.message())).append(palette.place(" [" + problem.id() + "]")).append('\n');
        if (!problem.sourceLine().isBlank()) {
            drawSource(problem, text);
        }
        text.append(palette.place(margin(problem) + " = ")).append("help: ").append(problem.advice()).append('\n');
    }

    private void drawSource(Problem problem, StringBuilder text) {
        String number = String.valueOf(problem.position().line());
        String line = problem.sourceLine();
        int at = Math.min(problem.position().column() - 1, line.length());
        int from = at < WIDTH ? 0 : at - WIDTH / 2;
        String shown = printable(line.substring(from, Math.min(line.length(), from + WIDTH)));
        text.append(palette.place(number + " | ")).append(shown).append('\n');
        text.append(palette.place(margin(problem) + " | ")).append(" ".repeat(at - from));
        text.append(painted(problem, "^")).append('\n');
    }

    /** As wide as the line number. */
    private static String margin(Problem problem) {
        return " ".repeat(String.valueOf(problem.position().line()).length());
    }

    private String painted(Problem problem, String text) {
        return problem.severity() == Severity.ERROR ? palette.bad(text) : palette.change(text);
    }

    /** The same length, with every character that a terminal would act on replaced. */
    private static String printable(String line) {
        StringBuilder out = new StringBuilder(line.length());
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            int type = Character.getType(c);
            boolean acts = type == Character.CONTROL || type == Character.FORMAT || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR;
            out.append(acts ? (c == '\t' ? ' ' : '\uFFFD') : c);
        }
        return out.toString();
    }

    /** How many errors and warnings. */
    public static String count(List<Problem> problems) {
        long errors = problems.stream().filter(problem -> problem.severity() == Severity.ERROR).count();
        long warnings = problems.size() - errors;
        if (warnings == 0) {
            return Words.count(errors, "error");
        }
        return errors == 0
                ? Words.count(warnings, "warning")
                : Words.count(errors, "error") + ", " + Words.count(warnings, "warning");
    }
}
