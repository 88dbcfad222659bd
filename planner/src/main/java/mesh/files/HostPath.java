// SPDX-License-Identifier: Apache-2.0
package mesh.files;

import mesh.value.ValueFormatException;

/**
 * An absolute path on a host: components of {@code A-Z a-z 0-9 . _ @ -}, none of them {@code .} or {@code ..}.
 *
 * @param text such as {@code /etc/hostname.wg0}
 */
public record HostPath(String text) implements Comparable<HostPath> {
    /** @throws ValueFormatException if {@code text} is not such a path */
    public HostPath {
        if (!isPlain(text)) {
            throw new ValueFormatException(text, "is not an absolute path of plain components");
        }
    }

    /** Without a regular expression: 1,000 hosts have two million paths. */
    private static boolean isPlain(String text) {
        int slash = 0;
        while (slash < text.length() && text.charAt(slash) == '/') {
            int next = text.indexOf('/', slash + 1);
            int end = next < 0 ? text.length() : next;
            if (!isComponent(text, slash + 1, end)) {
                return false;
            }
            slash = end;
        }
        return slash > 0 && slash == text.length();
    }

    private static boolean isComponent(String text, int from, int end) {
        int dots = 0;
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (!letter && !(c >= '0' && c <= '9') && "._@-".indexOf(c) < 0) {
                return false;
            }
            dots += c == '.' ? 1 : 0;
        }
        return end > from && (dots < end - from || dots > 2);
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
