// SPDX-License-Identifier: Apache-2.0
package mesh.cli.page;

import java.util.stream.Stream;

/** Lines that begin with what they mean: {@code +}, {@code -}, {@code ~}, or {@code @@} for a place. */
final class DiffLines {
    private DiffLines() {}

    static void write(Html page, Stream<String> lines) {
        page.open("pre", "diff");
        lines.forEach(line -> page.element("span", kind(line), line.isEmpty() ? " " : line));
        page.close("pre");
    }

    /** Of a plan's symbol, or a line that begins with one. */
    static String kind(String line) {
        if (line.startsWith("@@")) {
            return "place";
        }
        return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
            case '+' -> "gain";
            case '-' -> "loss";
            case '~', '?' -> "change";
            default -> "same";
        };
    }
}
