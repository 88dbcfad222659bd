// SPDX-License-Identifier: Apache-2.0
package mesh.cli.view;

/**
 * Colours with a meaning, or none at all. Nothing is said by colour alone.
 *
 * @param coloured false: every method returns its text as it is
 */
public record Palette(boolean coloured) {
    /** For files, pipes and tests. */
    public static final Palette PLAIN = new Palette(false);

    /** What appears or went well. */
    public String good(String text) {
        return paint("32", text);
    }

    /** What changes or deserves a look. */
    public String change(String text) {
        return paint("33", text);
    }

    /** What disappears or went wrong. */
    public String bad(String text) {
        return paint("31", text);
    }

    /** Places: line numbers, hunk headers. */
    public String place(String text) {
        return paint("36", text);
    }

    /** What matters most on its line. */
    public String strong(String text) {
        return paint("1", text);
    }

    /** What may be skipped. */
    public String faint(String text) {
        return paint("2", text);
    }

    /** The colour of a plan symbol, put on any text. */
    public String bySymbol(String symbol, String text) {
        return switch (symbol.strip()) {
            case "+" -> good(text);
            case "-", "-/+" -> bad(text);
            case "~", "?" -> change(text);
            default -> text;
        };
    }

    private String paint(String code, String text) {
        return coloured && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
