// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import mesh.value.ValueFormatException;

/** What tools on a host said, cut down for a message. */
final class ToolOutput {
    private ToolOutput() {}

    /** {@code : 'the last line'}, safe for a terminal; empty when nothing was said. */
    static String lastLine(String err) {
        String last = err.lines().filter(line -> !line.isBlank()).reduce("", (first, second) -> second).strip();
        return last.isEmpty() ? "" : ": " + ValueFormatException.printable(last);
    }
}
