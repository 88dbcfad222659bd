// SPDX-License-Identifier: Apache-2.0
package mesh.cli.view;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import mesh.apply.ApplyReport;
import mesh.apply.HostOutcome;
import mesh.apply.HostOutcome.State;
import mesh.cli.view.TextTable.Cell;

/** The end of an apply: a line for every host, then how many ended how. */
public final class OutcomeTable {
    private final Palette palette;
    private final Wrapping wrapping;

    /** @param columns details are wrapped to this width */
    public OutcomeTable(Palette palette, int columns) {
        this.palette = palette;
        this.wrapping = new Wrapping(columns);
    }

    public String draw(ApplyReport report) {
        TextTable table = new TextTable("").header(palette, "host", "state", "took");
        Map<State, Integer> count = new EnumMap<>(State.class);
        for (HostOutcome outcome : report.outcomes()) {
            count.merge(outcome.state(), 1, Integer::sum);
            table.row(Cell.of(outcome.host().text()),
                    new Cell(name(outcome.state()), text -> paint(palette, outcome.state(), text)),
                    Cell.of(Words.duration(outcome.took())));
        }
        StringBuilder text = new StringBuilder(table.draw()).append('\n');
        report.outcomes().stream().filter(outcome -> !outcome.detail().isEmpty())
                .forEach(outcome -> text.append(wrapping.wrap("", "    ", outcome.host() + ": " + outcome.detail())));
        text.append("Apply: ");
        String separator = "";
        for (Map.Entry<State, Integer> entry : count.entrySet()) {
            text.append(separator).append(entry.getValue()).append(' ').append(name(entry.getKey()));
            separator = ", ";
        }
        return text.append(count.isEmpty() ? "no hosts" : "").append(".\n").append(sent(report)).toString();
    }

    /** What the hosts' programs came to; empty where none was sent. */
    private static String sent(ApplyReport report) {
        List<Long> sizes = report.outcomes().stream().map(HostOutcome::sentBytes).filter(bytes -> bytes > 0).toList();
        long all = sizes.stream().mapToLong(Long::longValue).sum();
        return sizes.isEmpty() ? "" : "Sent: " + Words.size(all) + " to " + Words.count(sizes.size(), "host") + ".\n";
    }

    /** {@code rolled back}. */
    static String name(State state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** True for a host that is as it should be. */
    static boolean isGood(State state) {
        return switch (state) {
            case UNCHANGED, APPLIED, REMOVED -> true;
            case SKIPPED, REFUSED, STALE, ROLLED_BACK, LOCKED, UNHEARD, FAILED -> false;
        };
    }

    static String paint(Palette palette, State state, String text) {
        return switch (state) {
            case UNCHANGED -> text;
            case APPLIED, REMOVED -> palette.good(text);
            case SKIPPED -> palette.change(text);
            case REFUSED, STALE, FAILED, ROLLED_BACK, LOCKED, UNHEARD -> palette.bad(text);
        };
    }
}
