// SPDX-License-Identifier: Apache-2.0
package mesh.name;

import java.util.regex.Pattern;

import mesh.value.ValueFormatException;

/**
 * A service as its system calls it, such as {@code nginx} or {@code postgresql@16-main.service}: 1 to 64 of
 * {@code a-z A-Z 0-9 . _ @ -}, starting with a letter, digit or underscore.
 *
 * @param text the name itself
 */
public record ServiceName(String text) {
    private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._@-]{0,63}");

    /** @throws ValueFormatException if {@code text} is not such a name */
    public ServiceName {
        if (!SYNTAX.matcher(text).matches()) {
            throw new ValueFormatException(text,
                    "is not a service: 1 to 64 of a-z A-Z 0-9 . _ @ -, starting with a letter, digit or _");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
