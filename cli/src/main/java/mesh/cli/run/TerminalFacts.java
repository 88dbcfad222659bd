// SPDX-License-Identifier: Apache-2.0
package mesh.cli.run;

import java.util.Map;
import java.util.Optional;

/**
 * What is known about the three standard streams, and what the environment says about colour.
 *
 * <p>Colour, strongest first: {@code NO_COLOR}, {@code FORCE_COLOR} and {@code CLICOLOR_FORCE} (each when set and not
 * empty; {@code CLICOLOR_FORCE=0} is off), {@code TERM=dumb}, {@code CLICOLOR=0}, whether the stream is a terminal.
 *
 * @param inTerminal somebody can type
 * @param outTerminal results go to a terminal
 * @param errTerminal diagnostics go to a terminal
 * @param outColour results are coloured
 * @param errColour diagnostics are coloured
 * @param dumb the terminal cannot move its cursor
 * @param columns of the terminal, 80 where unknown
 * @param rows of the terminal, 24 where unknown
 */
public record TerminalFacts(boolean inTerminal, boolean outTerminal, boolean errTerminal, boolean outColour,
        boolean errColour, boolean dumb, int columns, int rows) {
    private static final int DEFAULT_ROWS = 24;
    private static final int DEFAULT_COLUMNS = 80;
    private static final int MIN_COLUMNS = 40;

    /**
     * @param terminals the file descriptors that are terminals, such as {@code 02}; the launcher passes them
     * @param size the terminal's rows and columns, as {@code 24 80}; anything else than a number: unknown
     */
    public static TerminalFacts of(String terminals, String size, Map<String, String> environment) {
        boolean out = terminals.contains("1");
        boolean err = terminals.contains("2");
        boolean dumb = "dumb".equals(environment.get("TERM"));
        return new TerminalFacts(terminals.contains("0"), out, err, coloured(out, dumb, environment),
                coloured(err, dumb, environment), dumb, columns(size), rows(size));
    }

    /** How much fits. */
    public record Size(int rows, int columns) {
        /** Of {@code 24 80}, as stty(1) says it; absent where it is something else, or a terminal that does not know. */
        public static Optional<Size> parse(String text) {
            return text.matches("[1-9][0-9]{0,3} [1-9][0-9]{0,3}")
                    ? Optional.of(new Size(TerminalFacts.rows(text), TerminalFacts.columns(text)))
                    : Optional.empty();
        }
    }

    private static boolean coloured(boolean terminal, boolean dumb, Map<String, String> environment) {
        if (isSet(environment, "NO_COLOR")) {
            return false;
        }
        if (isSet(environment, "FORCE_COLOR")
                || isSet(environment, "CLICOLOR_FORCE") && !"0".equals(environment.get("CLICOLOR_FORCE"))) {
            return true;
        }
        return terminal && !dumb && !"0".equals(environment.get("CLICOLOR"));
    }

    private static boolean isSet(Map<String, String> environment, String name) {
        return !environment.getOrDefault(name, "").isEmpty();
    }

    private static int columns(String size) {
        return number(size.substring(size.indexOf(' ') + 1)).map(columns -> Math.max(MIN_COLUMNS, columns))
                .orElse(DEFAULT_COLUMNS);
    }

    private static int rows(String size) {
        return size.contains(" ") ? number(size.substring(0, size.indexOf(' '))).orElse(DEFAULT_ROWS) : DEFAULT_ROWS;
    }

    private static Optional<Integer> number(String text) {
        return text.matches("[1-9][0-9]{0,3}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }
}
