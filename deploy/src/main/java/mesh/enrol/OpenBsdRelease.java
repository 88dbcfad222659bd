// SPDX-License-Identifier: Apache-2.0
package mesh.enrol;

import java.util.regex.Pattern;

import mesh.value.ValueFormatException;

/**
 * A release of OpenBSD.
 *
 * @param text such as {@code 7.8}
 */
public record OpenBsdRelease(String text) {
    private static final Pattern SYNTAX = Pattern.compile("[1-9][0-9]?\\.[0-9]");

    /** @throws ValueFormatException if {@code text} is not such a number */
    public OpenBsdRelease {
        if (!SYNTAX.matcher(text).matches()) {
            throw new ValueFormatException(text, "is not a release of OpenBSD: '7.8' is expected");
        }
    }

    /** As names of sets have it: {@code 78}. */
    public String digits() {
        return text.replace(".", "");
    }

    @Override
    public String toString() {
        return text;
    }
}
