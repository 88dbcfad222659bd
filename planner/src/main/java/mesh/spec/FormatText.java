// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A text as code points and lines, with knowledge of where its scalars are. Everything counts from 0. */
final class FormatText {
    private static final int SCALAR = 'x';

    private final int[] points;
    private final List<Integer> starts = new ArrayList<>();
    /** End of each scalar that is not empty, by its start. */
    private final TreeMap<Integer, Integer> scalars = new TreeMap<>();

    FormatText(String text) {
        this.points = text.codePoints().toArray();
        starts.add(0);
        for (int i = 0; i < points.length; i++) {
            if (points[i] == '\n') {
                starts.add(i + 1);
            }
        }
    }

    /** The layout is not one that can be moved safely. */
    static final class UnknownLayoutException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    void addScalar(int start, int end) {
        if (end > start) {
            scalars.put(start, end);
        }
    }

    int lines() {
        return starts.size();
    }

    int lineOf(int index) {
        int line = java.util.Collections.binarySearch(starts, index);
        return line >= 0 ? line : -line - 2;
    }

    int columnOf(int index) {
        return index - starts.get(lineOf(index));
    }

    private int start(int line) {
        return starts.get(line);
    }

    private int end(int line) {
        return line + 1 < starts.size() ? starts.get(line + 1) - 1 : points.length;
    }

    boolean isBlank(int line) {
        return firstColumn(line) == end(line) - start(line);
    }

    /** Column of the first character that is no space; the line's length if there is none. */
    int firstColumn(int line) {
        int i = start(line);
        while (i < end(line) && isSpace(points[i])) {
            i++;
        }
        return i - start(line);
    }

    /** 0 for a blank line. */
    int firstCharacter(int line) {
        return isBlank(line) ? 0 : points[start(line) + firstColumn(line)];
    }

    /** Whether the line holds nothing but a comment, as far as its first character says. */
    boolean isComment(int line) {
        return firstCharacter(line) == '#';
    }

    String verbatim(int line) {
        return new String(points, start(line), end(line) - start(line));
    }

    /** The next {@code -} that starts an item, from {@code index} on. */
    int nextDash(int index) {
        int i = index;
        while (i < points.length && points[i] != '-') {
            if (points[i] == '#') {
                i = end(lineOf(i));
            } else if (points[i] == '&' || points[i] == '!') {
                i = wordEnd(i, end(lineOf(i)));
            } else if (isSpace(points[i]) || points[i] == '\n') {
                i++;
            } else {
                throw new UnknownLayoutException();
            }
        }
        if (i >= points.length) {
            throw new UnknownLayoutException();
        }
        return i;
    }

    /** The line's words with the spaces that belong between them; its comment after one space. */
    String tidied(int line) {
        StringBuilder out = new StringBuilder();
        int previous = 0;
        for (Atom atom : atoms(line)) {
            if (needsSpace(previous, atom.kind, out)) {
                out.append(' ');
            }
            out.append(atom.text);
            previous = atom.kind;
        }
        return out.toString();
    }

    /** The line's comment, from its hash on; empty if it has none. */
    String comment(int line) {
        return atoms(line).stream().filter(atom -> atom.kind == '#').map(Atom::text).findFirst().orElse("");
    }

    /** @param kind its first character, or {@link #SCALAR} */
    private record Atom(int kind, String text) {}

    private List<Atom> atoms(int line) {
        List<Atom> atoms = new ArrayList<>();
        int end = end(line);
        for (int i = start(line) + firstColumn(line); i < end;) {
            if (isSpace(points[i])) {
                i++;
                continue;
            }
            int next = atomEnd(i, end);
            String atom = new String(points, i, next - i).stripTrailing();
            atoms.add(new Atom(isScalarAt(i) ? SCALAR : points[i], atom));
            i = next;
        }
        return atoms;
    }

    private static boolean needsSpace(int before, int after, StringBuilder out) {
        if (out.isEmpty() || before == '[' || before == '{') {
            return after == '#' && !out.isEmpty();
        }
        // The name of an alias would swallow a colon.
        return after == ':' ? before == '*' : ",]}".indexOf(after) < 0;
    }

    private int atomEnd(int i, int end) {
        Map.Entry<Integer, Integer> scalar = scalars.floorEntry(i);
        if (scalar != null && scalar.getValue() > i) {
            return Math.min(scalar.getValue(), end);
        }
        return switch (points[i]) {
            case '#' -> end;
            case '[', ']', '{', '}', ',', ':', '?' -> i + 1;
            default -> wordEnd(i, end);
        };
    }

    /** A scalar that is an alias keeps its own rule about colons. */
    private boolean isScalarAt(int i) {
        Map.Entry<Integer, Integer> scalar = scalars.floorEntry(i);
        return scalar != null && scalar.getValue() > i && points[i] != '*';
    }

    private int wordEnd(int from, int end) {
        int i = from;
        while (i < end && !isSpace(points[i]) && (i == from || ",[]{}".indexOf(points[i]) < 0)) {
            i++;
        }
        return i;
    }

    private static boolean isSpace(int c) {
        return c == ' ' || c == '\t' || c == '\r';
    }
}
