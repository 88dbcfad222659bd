// SPDX-License-Identifier: Apache-2.0
package mesh.name;

import java.util.regex.Pattern;

import mesh.value.ValueFormatException;

/**
 * A login name: 1 to 32 of {@code a-z A-Z 0-9 . _ -}, starting with a letter or an underscore.
 *
 * @param text the name itself
 */
public record UserName(String text) {
    private static final Pattern SYNTAX = Pattern.compile("[A-Za-z_][A-Za-z0-9._-]{0,31}");

    /** @throws ValueFormatException if {@code text} is not such a name */
    public UserName {
        if (!SYNTAX.matcher(text).matches()) {
            throw new ValueFormatException(text,
                    "is not a user name: 1 to 32 of a-z A-Z 0-9 . _ -, starting with a letter or _");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
