// SPDX-License-Identifier: Apache-2.0
package mesh.files;

import java.util.regex.Pattern;

import mesh.value.ValueFormatException;

/**
 * An absolute path on a host: components of {@code A-Z a-z 0-9 . _ @ -}, none of them {@code .} or {@code ..}.
 *
 * @param text such as {@code /etc/hostname.wg0}
 */
public record HostPath(String text) implements Comparable<HostPath> {
    private static final Pattern SYNTAX = Pattern.compile("(/(?!\\.{1,2}(/|$))[A-Za-z0-9._@-]+)+");

    /** @throws ValueFormatException if {@code text} is not such a path */
    public HostPath {
        if (!SYNTAX.matcher(text).matches()) {
            throw new ValueFormatException(text, "is not an absolute path of plain components");
        }
    }

    @Override
    public int compareTo(HostPath other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
