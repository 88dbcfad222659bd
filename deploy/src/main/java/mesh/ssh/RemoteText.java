// SPDX-License-Identifier: Apache-2.0
package mesh.ssh;

import java.util.Locale;

/** Words of other machines, made fit for a terminal: control and formatting characters as {@code \\u001b}, 200 at the most. */
final class RemoteText {
    private static final int MAX_CHARS = 200;

    private RemoteText() {}

    static String printable(String text) {
        StringBuilder shown = new StringBuilder();
        String trimmed = text.strip();
        trimmed.chars().limit(MAX_CHARS).forEach(c -> {
            if (isPlain(c)) {
                shown.append((char) c);
            } else {
                shown.append(String.format(Locale.ROOT, "\\u%04x", c));
            }
        });
        return shown.append(trimmed.length() > MAX_CHARS ? "…" : "").toString();
    }

    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            default -> true;
        };
    }
}
