// SPDX-License-Identifier: Apache-2.0
package mesh.cli.watch;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
            } else if (width == columns - 2 && visibleFrom(text, at) > 1) {
                return line.append('…').append(coloured ? PLAIN : "").toString();
            } else {
                char one = text.charAt(at);
                line.append(Character.isISOControl(one) ? '?' : one);
                width++;
            }
        }
        return line.toString();
    }

    private static int visibleFrom(String text, int at) {
        return COLOUR.matcher(text.substring(at)).replaceAll("").length();
    }
}
