// SPDX-License-Identifier: Apache-2.0
package mesh.cli.watch;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import mesh.value.DisplayText;

/** A line that stays in its row: colours take no room, and of other control characters nothing reaches the terminal. */
final class ScreenLine {
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]{0,8}m");
    private static final String PLAIN = "\u001b[0m";

    private ScreenLine() {}

    /** @param columns of the terminal; no line fills it, since what comes next would be anybody's guess */
    static String fitted(String text, int columns) {
        StringBuilder line = new StringBuilder();
        Matcher colour = COLOUR.matcher(text);
        int width = 0;
        boolean coloured = false;
        for (int at = 0; at < text.length(); at++) {
            if (colour.region(at, text.length()).lookingAt()) {
                line.append(colour.group());
                coloured = true;
                at = colour.end() - 1;
            } else {
                int point = text.codePointAt(at);
                int wide = shown(point);
                if (width + wide > columns - 2 && width + visibleFrom(text, at) > columns - 1) {
                    return line.append('…').append(coloured ? PLAIN : "").toString();
                }
                line.append(Character.isISOControl(point) ? "?" : DisplayText.of(point));
                width += wide;
                at += Character.charCount(point) - 1;
            }
        }
        return line.toString();
    }

    private static int visibleFrom(String text, int at) {
        return COLOUR.matcher(text.substring(at)).replaceAll("").codePoints().map(ScreenLine::shown).sum();
    }

    /** Columns that a character takes here. */
    private static int shown(int point) {
        return Character.isISOControl(point) ? 1 : DisplayText.width(point);
    }
}
