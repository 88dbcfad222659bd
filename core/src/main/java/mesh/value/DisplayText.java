// SPDX-License-Identifier: Apache-2.0
package mesh.value;

import java.util.Locale;

/** Text as a terminal shows it: what a terminal would hide, obey or turn around is written as an escape. */
public final class DisplayText {
    private static final int TAB_WIDTH = 4;
    /** First and last code points that take two columns (UAX 11 wide and fullwidth, and emoji). */
    private static final int[][] WIDE = {{0x1100, 0x115F}, {0x231A, 0x231B}, {0x2329, 0x232A}, {0x23E9, 0x23EC},
            {0x2E80, 0x303E}, {0x3041, 0x33FF}, {0x3400, 0x4DBF}, {0x4E00, 0xA4CF}, {0xA960, 0xA97F}, {0xAC00, 0xD7A3},
            {0xF900, 0xFAFF}, {0xFE10, 0xFE19}, {0xFE30, 0xFE6F}, {0xFF01, 0xFF60}, {0xFFE0, 0xFFE6},
            {0x16FE0, 0x18AFF}, {0x1B000, 0x1B2FF}, {0x1F18E, 0x1F18E}, {0x1F191, 0x1F19A}, {0x1F200, 0x1F320},
            {0x1F32D, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F7E0, 0x1F7EB}, {0x1F90C, 0x1F9FF}, {0x1FA70, 0x1FAFF},
            {0x20000, 0x3FFFD}};

    private DisplayText() {}

    /** All of {@code text}, safe to print. */
    public static String of(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> out.append(of(c)));
        return out.toString();
    }

    /** One code point, safe to print; a tab as spaces. */
    public static String of(int c) {
        if (c == '\t') {
            return " ".repeat(TAB_WIDTH);
        }
        if (isPlain(c)) {
            return Character.toString(c);
        }
        return c > 0xFFFF ? String.format(Locale.ROOT, "\\U%08x", c) : String.format(Locale.ROOT, "\\u%04x", c);
    }

    /** Columns that {@link #of(int)} takes. */
    public static int width(int c) {
        if (c == '\t' || !isPlain(c)) {
            return of(c).length();
        }
        if (isCombining(c)) {
            return 0;
        }
        for (int[] range : WIDE) {
            if (c >= range[0] && c <= range[1]) {
                return 2;
            }
        }
        return 1;
    }

    /** Columns that {@link #of(String)} takes. */
    public static int width(String text) {
        return text.codePoints().map(DisplayText::width).sum();
    }

    private static boolean isCombining(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }

    private static boolean isPlain(int c) {
        boolean shown = switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            default -> true;
        };
        byte direction = Character.getDirectionality(c);
        return shown && direction != Character.DIRECTIONALITY_RIGHT_TO_LEFT
                && direction != Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    }
}
