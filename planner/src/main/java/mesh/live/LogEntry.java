// SPDX-License-Identifier: Apache-2.0
package mesh.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One line of a host's own log of what mesh did to it. Texts are as the host has them. The line may have more fields than
 * these.
 *
 * @param at when, ISO 8601 in UTC
 * @param verdict {@code applied}, {@code removed} or {@code rolled-back}
 * @param generation that the host had afterwards; 0 for none
 * @param commit of the spec, or {@code -}
 * @param by who, {@code user@machine}
 * @param summary in words; may be empty
 */
public record LogEntry(String at, String verdict, int generation, String commit, String by, String summary) {
    private static final int FIELDS = 6;

    /** Entries in the order of {@code lines}; what is no entry, such as a line that was cut off, is left out. */
    public static List<LogEntry> read(List<String> lines) {
        List<LogEntry> entries = new ArrayList<>();
        lines.forEach(line -> read(line).ifPresent(entries::add));
        return entries;
    }

    private static Optional<LogEntry> read(String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length < FIELDS || !fields[2].matches("[0-9]{1,9}")) {
            return Optional.empty();
        }
        return Optional.of(
                new LogEntry(fields[0], fields[1], Integer.parseInt(fields[2]), fields[3], fields[4], fields[5]));
    }
}
