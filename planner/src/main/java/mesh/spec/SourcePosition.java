// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

/**
 * A place in a text, counted from 1 as editors do.
 *
 * @param line from 1
 * @param column from 1, in characters
 */
public record SourcePosition(int line, int column) implements Comparable<SourcePosition> {
    /** The first character. */
    public static final SourcePosition START = new SourcePosition(1, 1);

    @Override
    public int compareTo(SourcePosition other) {
        int byLine = Integer.compare(line, other.line);
        return byLine != 0 ? byLine : Integer.compare(column, other.column);
    }

    @Override
    public String toString() {
        return line + ":" + column;
    }
}
