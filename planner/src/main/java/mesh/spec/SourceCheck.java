// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.List;
import java.util.Locale;

/** Looks at the bare text of a spec before any YAML is read: size, hidden characters, tabs. */
final class SourceCheck {
    /** UTF-16 units; a thousand hosts need a fifth of it. */
    static final int MAX_LENGTH = 1024 * 1024;

    private final SpecSource source;
    private final Problems problems;
    private int line = 1;
    private int column = 1;
    private boolean inIndent = true;

    private SourceCheck(SpecSource source, Problems problems) {
        this.source = source;
        this.problems = problems;
    }

    /** True if the text may be read as YAML. */
    static boolean passes(SpecSource source, Problems problems) {
        if (source.text().length() > MAX_LENGTH) {
            problems.error(ProblemId.TOO_LARGE, SourcePosition.START, SpecPath.ROOT,
                    "the file has " + source.text().length() + " characters; the limit is " + MAX_LENGTH,
                    "check that this is a mesh spec");
            return false;
        }
        new SourceCheck(source, problems).checkAll();
        checkConflict(source, problems);
        return !problems.hasErrors();
    }

    private void checkAll() {
        String text = source.text();
        for (int i = 0; i < text.length() && !problems.isFull();) {
            int c = text.codePointAt(i);
            int next = i + Character.charCount(c);
            check(c, i, next < text.length() ? text.charAt(next) : 0);
            if (c == '\n') {
                line++;
                column = 1;
                inIndent = true;
            } else {
                column++;
                inIndent = inIndent && (c == ' ' || c == '\t');
            }
            i = next;
        }
    }

    private static void checkConflict(SpecSource source, Problems problems) {
        int line = source.lines().indexOf("=======") + 1;
        int start = firstStartingWith(source, "<<<<<<< ");
        if (start > 0 && start < line) {
            problems.error(ProblemId.MERGE_CONFLICT, new SourcePosition(start, 1), SpecPath.ROOT,
                    "git left a merge conflict here", "choose one side, or both, and delete the three marker lines");
        }
    }

    /** Counted from 1; 0 if there is none. */
    private static int firstStartingWith(SpecSource source, String start) {
        List<String> lines = source.lines();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(start)) {
                return i + 1;
            }
        }
        return 0;
    }

    private void check(int c, int index, char following) {
        if (c == 0xFEFF && index == 0) {
            report(ProblemId.BYTE_ORDER_MARK, "the file starts with a byte order mark",
                    "save it as UTF-8 without BOM");
        } else if (c == '\t' && inIndent) {
            report(ProblemId.TAB_INDENT, "the line is indented with a tab; YAML allows spaces only",
                    "indent with two spaces; 'mesh fmt' does the rest");
            inIndent = false;
        } else if (isHidden(c, following)) {
            report(ProblemId.CONTROL_CHARACTER, "the character U+" + String.format(Locale.ROOT, "%04X", c) + " "
                    + what(c) + " does not belong in a spec", "delete it; comments and quoted text need none either");
        }
    }

    private static boolean isHidden(int c, char following) {
        if (c == '\r') {
            return following != '\n';
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c != '\n' && c != '\t';
            case Character.FORMAT -> !isJoiner(c);
            case Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> (c & 0xFFFE) == 0xFFFE;
        };
    }

    /** Zero-width joiners shape emoji and some scripts; comments may hold them. */
    private static boolean isJoiner(int c) {
        return c == 0x200C || c == 0x200D || c >= 0xE0020 && c <= 0xE007F;
    }

    private static String what(int c) {
        if (c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069 || c == 0x200E || c == 0x200F) {
            return "(it changes the direction of the text)";
        }
        return switch (c) {
            case '\r' -> "(a carriage return without line feed)";
            case 0x1B -> "(escape)";
            case 0x2028, 0x2029, 0x85 -> "(an unusual line end)";
            default -> "(invisible)";
        };
    }

    private void report(ProblemId id, String message, String advice) {
        problems.error(id, new SourcePosition(line, column), SpecPath.ROOT, message, advice);
    }
}
