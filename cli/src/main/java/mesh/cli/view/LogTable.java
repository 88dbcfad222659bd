// SPDX-License-Identifier: Apache-2.0
package mesh.cli.view;

import java.util.List;

import mesh.cli.view.TextTable.Cell;
import mesh.live.LogEntry;

/** A host's log for people, newest first. */
public final class LogTable {
    private static final int COMMIT_DIGITS = 12;

    private final Palette palette;
    private final Wrapping wrapping;

    /** @param columns summaries are wrapped to this width */
    public LogTable(Palette palette, int columns) {
        this.palette = palette;
        this.wrapping = new Wrapping(columns);
    }

    /** @param entries newest first */
    public String draw(List<LogEntry> entries) {
        TextTable table = new TextTable("").header(palette, "when", "what", "generation", "commit", "by");
        entries.forEach(entry -> table.row(Cell.of(plain(entry.at())), new Cell(plain(entry.verdict()), this::verdict),
                Cell.of(entry.generation() == 0 ? "-" : Integer.toString(entry.generation())),
                Cell.of(commit(plain(entry.commit()))), Cell.of(plain(entry.by()))));
        List<String> lines = table.draw().lines().toList();
        StringBuilder text = new StringBuilder(lines.getFirst()).append('\n');
        for (int i = 0; i < entries.size(); i++) {
            text.append(lines.get(i + 1)).append('\n');
            if (!entries.get(i).summary().isEmpty()) {
                text.append(wrapping.wrap("    ", "    ", plain(entries.get(i).summary())));
            }
        }
        return text.toString();
    }

    private String verdict(String padded) {
        return switch (padded.strip()) {
            case "applied", "removed" -> palette.good(padded);
            case "rolled-back" -> palette.bad(padded);
            default -> padded;
        };
    }

    private static String commit(String commit) {
        boolean dirty = commit.endsWith("-dirty");
        String digits = commit.replace("-dirty", "");
        return (digits.length() > COMMIT_DIGITS ? digits.substring(0, COMMIT_DIGITS) : digits)
                + (dirty ? "-dirty" : "");
    }

    /** What a host says may hold anything. */
    private static String plain(String text) {
        return text.codePoints().filter(point -> !Character.isISOControl(point)
                && Character.getType(point) != Character.FORMAT).collect(StringBuilder::new,
                        StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
