// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.Comparator;

/**
 * A place in a text, counted from 1 as editors do.
 *
 * @param file name of an included file; empty for the file that was asked for
 * @param line from 1
 * @param column from 1, in characters
 */
public record SourcePosition(String file, int line, int column) implements Comparable<SourcePosition> {
    /** The first character. */
    public static final SourcePosition START = new SourcePosition(1, 1);

    private static final Comparator<SourcePosition> ORDER = Comparator.comparing(SourcePosition::file)
            .thenComparing(SourcePosition::line).thenComparing(SourcePosition::column);

    /** A place in the file that was asked for. */
    public SourcePosition(int line, int column) {
        this("", line, column);
    }

    /** The same place of an included file. */
    SourcePosition in(String included) {
        return new SourcePosition(included, line, column);
    }

    /** For people: {@code line 12}, or {@code line 12 of hosts.yaml}. */
    public String lineText() {
        return "line " + line + (file.isEmpty() ? "" : " of " + file);
    }

    @Override
    public int compareTo(SourcePosition other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return line + ":" + column;
    }
}
