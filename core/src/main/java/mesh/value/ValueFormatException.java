// SPDX-License-Identifier: Apache-2.0
package mesh.value;

/**
 * A text that is not a value of some type, with the reason. It knows nothing of places: whoever read the text from a
 * file adds file, line and path.
 */
public final class ValueFormatException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String text;
    private final String reason;

    /**
     * @param text the offending text; never a secret
     * @param reason completes the sentence "{@code text} …", such as "is not a port: 70000 is outside 1..65535"
     */
    public ValueFormatException(String text, String reason) {
        super(printable(text) + " " + reason);
        this.text = text;
        this.reason = reason;
    }

    public String text() {
        return text;
    }

    public String reason() {
        return reason;
    }

    /** {@code text} quoted for a terminal: control and bidirectional characters as {@code \\u001b}, 60 at the most. */
    public static String printable(String text) {
        StringBuilder out = new StringBuilder("'");
        int shown = 0;
        while (shown < text.length() && shown < 60) {
            int point = text.codePointAt(shown);
            int after = shown + Character.charCount(point);
            if (isPlain(point)) {
                out.appendCodePoint(point);
            } else {
                text.substring(shown, after).chars()
                        .forEach(c -> out.append(String.format(java.util.Locale.ROOT, "\\u%04x", c)));
            }
            shown = after;
        }
        return out.append(text.length() > shown ? "…'" : "'").toString();
    }

    private static boolean isPlain(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            default -> switch (Character.getDirectionality(point)) {
                case Character.DIRECTIONALITY_RIGHT_TO_LEFT, Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC -> false;
                default -> true;
            };
        };
    }
}
