// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How values become POSIX sh text. All quoting of this package happens here. */
final class ShellText {
    private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_./:@%+,-]+");

    private ShellText() {}

    /**
     * One word that the shell takes as it stands.
     *
     * @throws IllegalArgumentException if {@code value} holds a NUL, which no argument can
     */
    static String word(String value) {
        if (BARE.matcher(value).matches()) {
            return value;
        }
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a shell word cannot hold a NUL character");
        }
        return "'" + value.replace("'", "'\\''") + "'";
    }

    /** Words of one command, separated by blanks. */
    static String words(List<String> values) {
        return values.stream().map(ShellText::word).collect(Collectors.joining(" "));
    }

    /**
     * A command whose standard input is {@code content}, byte for byte.
     *
     * @param command a whole command, quoted already
     * @param content ends with a line end, or is empty
     * @throws IllegalArgumentException if the last line has no end, or there is a NUL, which shells drop
     */
    static String withInput(String command, String content) {
        if (content.indexOf('\0') >= 0 || !content.isEmpty() && !content.endsWith("\n")) {
            throw new IllegalArgumentException("input of " + command + " is not made of whole lines");
        }
        String end = "END";
        while (("\n" + content).contains("\n" + end + "\n")) {
            end += "_";
        }
        return command + " <<'" + end + "'\n" + content + end + "\n";
    }
}
