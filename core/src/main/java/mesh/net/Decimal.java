// SPDX-License-Identifier: Apache-2.0
package mesh.net;

import java.util.regex.Pattern;

import mesh.value.ValueFormatException;

/** Whole numbers as people write them: no sign, no leading zero, no {@code 0x}. */
final class Decimal {
    private static final Pattern SYNTAX = Pattern.compile("0|[1-9][0-9]{0,8}");

    private Decimal() {}

    static int parse(String text, String kind, int min, int max) {
        if (!SYNTAX.matcher(text).matches()) {
            throw new ValueFormatException(text, "is not a " + kind + ": a whole number from " + min + " to " + max
                    + " is expected, without sign or leading zero");
        }
        return check(Integer.parseInt(text), kind, min, max);
    }

    static int check(int number, String kind, int min, int max) {
        if (number < min || number > max) {
            throw new ValueFormatException(Integer.toString(number),
                    "is not a " + kind + ": it is outside " + min + ".." + max);
        }
        return number;
    }
}
