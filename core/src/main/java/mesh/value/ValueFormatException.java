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
        int shown = Math.min(text.length(), 60);
        for (int i = 0; i < shown; i++) {
            char c = text.charAt(i);
            if (isPlain(c)) {
                out.append(c);
            } else {
                out.append(String.format(java.util.Locale.ROOT, "\\u%04x", (int) c));
            }
        }
        return out.append(text.length() > shown ? "…'" : "'").toString();
    }

    private static boolean isPlain(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            default -> switch (Character.getDirectionality(c)) {
                case Character.DIRECTIONALITY_RIGHT_TO_LEFT, Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC -> false;
                default -> true;
            };
        };
    }
}
