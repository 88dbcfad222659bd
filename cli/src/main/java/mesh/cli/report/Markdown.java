// SPDX-License-Identifier: Apache-2.0
package mesh.cli.report;

/** Text that GitHub-flavoured Markdown takes as it is. */
final class Markdown {
    private static final int SHORTEST_FENCE = 3;

    private Markdown() {}

    /** Shown as it is, in running text and in a cell of a table. */
    static String prose(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '\\', '`', '*', '_', '~', '[', ']', '|', '#', '@' ->
                    escaped.append("&#").append((int) c).append(';');
                default -> escaped.append(c < ' ' ? ' ' : c);
            }
        }
        return escaped.toString();
    }

    /** A block that ends nowhere but at its end, whatever is in it. */
    static String fenced(String language, String lines) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < lines.length(); i++) {
            run = lines.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        String fence = "`".repeat(Math.max(SHORTEST_FENCE, longest + 1));
        return "\n" + fence + language + "\n" + lines + (lines.endsWith("\n") ? "" : "\n") + fence + "\n";
    }
}
