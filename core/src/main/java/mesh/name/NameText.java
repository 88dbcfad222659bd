// SPDX-License-Identifier: Apache-2.0
package mesh.name;

import mesh.value.ValueFormatException;

/** The check that all lower-case names share: {@code a-z 0-9 -}, no dash at either end. */
final class NameText {
    private NameText() {}

    static String check(String text, String kind, int maxLength) {
        if (text.isEmpty()) {
            throw new ValueFormatException(text, "is not a " + kind + ": it is empty");
        }
        if (text.length() > maxLength) {
            throw new ValueFormatException(text,
                    "is not a " + kind + ": " + text.length() + " characters, at most " + maxLength + " are allowed");
        }
        for (int i = 0; i < text.length(); i++) {
            if (!isNameCharacter(text.charAt(i))) {
                throw new ValueFormatException(text, "is not a " + kind + ": "
                        + ValueFormatException.printable(text.substring(i, i + 1)) + " is not one of a-z 0-9 -");
            }
        }
        if (text.startsWith("-") || text.endsWith("-")) {
            throw new ValueFormatException(text, "is not a " + kind + ": it starts or ends with a dash");
        }
        return text;
    }

    private static boolean isNameCharacter(char c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-';
    }
}
