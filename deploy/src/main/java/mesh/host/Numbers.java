// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import mesh.value.ValueFormatException;

/** Decimal numbers as hosts print them. */
final class Numbers {
    private static final int MAX_DIGITS = 19;

    private Numbers() {}

    /** @throws SnapshotException if {@code text} is not a number from 0 to {@code max} */
    static long parse(String text, long max, String what) throws SnapshotException {
        if (text.length() <= MAX_DIGITS && text.matches("[0-9]+")) {
            try {
                long value = Long.parseLong(text);
                if (value <= max) {
                    return value;
                }
            } catch (NumberFormatException tooLarge) {
                throw bad(text, what);
            }
        }
        throw bad(text, what);
    }

    /** A number that a host told by the way; 0 where it is none. */
    static long orZero(String text) {
        return text.matches("[0-9]{1,9}") ? Long.parseLong(text) : 0;
    }

    private static SnapshotException bad(String text, String what) {
        return new SnapshotException(
                "the host's answer has " + ValueFormatException.printable(text) + " where a number was expected: "
                        + what);
    }
}
