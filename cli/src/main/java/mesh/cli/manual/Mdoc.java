// SPDX-License-Identifier: Apache-2.0
package mesh.cli.manual;

/**
 * Text in mdoc(7), the language of manual pages that mandoc and groff both read. What is given as text is shown as it is, whatever
 * characters are in it.
 */
final class Mdoc {
    private static final int ASCII = 0x7f;

    private final StringBuilder text = new StringBuilder();

    /** A line that is a macro; {@code words} are its arguments, already escaped or macros themselves. */
    Mdoc macro(String name, String... words) {
        text.append('.').append(name);
        for (String word : words) {
            text.append(' ').append(word);
        }
        text.append('\n');
        return this;
    }

    /** A line of text, each sentence on one of its own; an empty one is left out, for mdoc makes paragraphs by macros. */
    Mdoc line(String line) {
        for (String sentence : line.strip().split("(?<=[.!?]) +")) {
            String escaped = escaped(sentence);
            if (!escaped.isEmpty()) {
                text.append(escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" : "").append(escaped)
                        .append('\n');
            }
        }
        return this;
    }

    /** One argument of a macro, whatever is in it. */
    static String word(String word) {
        String escaped = escaped(word).replace("\"", "\\(dq");
        return escaped.contains(" ") ? "\"" + escaped + "\"" : "\\&" + escaped;
    }

    private static String escaped(String plain) {
        StringBuilder escaped = new StringBuilder();
        plain.codePoints().forEach(point -> {
            switch (point) {
                case '\\' -> escaped.append("\\e");
                case '-' -> escaped.append("\\-");
                case '`' -> escaped.append("\\(ga");
                case '^' -> escaped.append("\\(ha");
                case '~' -> escaped.append("\\(ti");
                default -> {
                    if (point > ASCII) {
                        escaped.append("\\[u%04X]".formatted(point));
                    } else {
                        escaped.appendCodePoint(point);
                    }
                }
            }
        });
        return escaped.toString();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
