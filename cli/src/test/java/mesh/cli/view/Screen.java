// SPDX-License-Identifier: Apache-2.0
package mesh.cli.view;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a terminal shows after it was sent lines, "cursor up n lines" and "clear to the end of the screen". */
final class Screen {
    private static final Pattern UP_AND_CLEAR = Pattern.compile("\u001b\\[(\\d+)A\u001b\\[J");

    private Screen() {}

    static String of(String sent) {
        List<String> lines = new ArrayList<>();
        for (String line : sent.split("\n")) {
            Matcher up = UP_AND_CLEAR.matcher(line);
            if (up.lookingAt()) {
                int keep = lines.size() - Integer.parseInt(up.group(1));
                lines.subList(keep, lines.size()).clear();
                lines.add(line.substring(up.end()));
            } else {
                lines.add(line);
            }
        }
        return String.join("\n", lines) + "\n";
    }
}
