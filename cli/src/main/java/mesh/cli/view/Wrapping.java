// SPDX-License-Identifier: Apache-2.0
package mesh.cli.view;

/**
 * Breaks a text between words so that no line is wider than {@code columns}; a longer word stays whole.
 *
 * @param columns at least 40
 */
record Wrapping(int columns) {
    /**
     * @param first before the first line
     * @param next before each other line
     * @return with a line end after each line
     */
    String wrap(String first, String next, String text) {
        StringBuilder out = new StringBuilder(first);
        int width = first.length();
        boolean fresh = true;
        for (String word : text.strip().split(" +")) {
            if (!fresh && width + 1 + word.length() > columns) {
                out.append('\n').append(next);
                width = next.length();
                fresh = true;
            }
            out.append(fresh ? "" : " ").append(word);
            width += word.length() + (fresh ? 0 : 1);
            fresh = false;
        }
        return out.append('\n').toString();
    }
}
