// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

/** What tools on a host said, cut down for a message. */
final class ToolOutput {
    private static final int MAX_LENGTH = 200;

    private ToolOutput() {}

    /** {@code : the last line}, at most 200 characters, safe for a terminal; empty when nothing was said. */
    static String lastLine(String err) {
        String last = err.lines().filter(line -> !line.isBlank()).reduce("", (first, second) -> second).strip();
        if (last.isEmpty()) {
            return "";
        }
        String shown = last.length() > MAX_LENGTH ? last.substring(0, MAX_LENGTH) + "…" : last;
        return ": " + shown.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Co}]", "?");
    }
}
