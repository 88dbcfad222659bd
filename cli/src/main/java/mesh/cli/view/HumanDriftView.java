// SPDX-License-Identifier: Apache-2.0
package mesh.cli.view;

import java.util.List;
import java.util.stream.Collectors;

import mesh.drift.DriftDocument;
import mesh.drift.DriftDocument.Counts;
import mesh.drift.DriftDocument.Host;
import mesh.drift.DriftDocument.Item;

/** Drift for people: a block for every host that drifted or is not known, the others in a line, then what it comes to. */
public final class HumanDriftView {
    private final Palette palette;
    private final Wrapping wrapping;

    /** @param columns lines are wrapped to this width */
    public HumanDriftView(Palette palette, int columns) {
        this.palette = palette;
        this.wrapping = new Wrapping(columns);
    }

    public String draw(DriftDocument drift) {
        StringBuilder text = new StringBuilder();
        for (Host host : drift.hosts()) {
            switch (host.state()) {
                case "drifted" -> drawDrifted(host, text);
                case "unreachable", "refused", "changing" -> drawUnknown(host, text);
                default -> {
                    // in a line with the others
                }
            }
        }
        drawNames(drift, "clean", "  As they were left: ", text);
        drawNames(drift, "never-applied", "  Never applied: ", text);
        drawNotes(drift, text);
        return text.append(palette.strong(summary(drift))).append('\n').toString();
    }

    private void drawDrifted(Host host, StringBuilder text) {
        text.append(palette.change(palette.strong("~ " + host.name())));
        text.append(palette.faint("  " + host.os() + ", " + host.format() + ", " + host.interfaceName())).append('\n');
        text.append(
                wrapping.wrap("    ", "    ", "as of generation " + host.generation() + ", applied " + host.appliedAt()
                        + " by " + host.appliedBy()));
        host.items().forEach(item -> drawItem(item, text));
        text.append('\n');
    }

    private void drawItem(Item item, StringBuilder text) {
        String line = wrapping.wrap("    " + item.symbol() + " ", "        ", Keys.shortened(item.text()));
        text.append(palette.bySymbol(item.symbol(), line.stripTrailing())).append('\n');
        String hunks = item.diff().lines().skip(2).collect(Collectors.joining("\n"));
        text.append(new DiffView(palette).draw(hunks, "        "));
    }

    private void drawUnknown(Host host, StringBuilder text) {
        text.append(palette.bad(palette.strong("? " + host.name())));
        text.append(palette.faint("  " + host.os() + ", " + host.format() + ", " + host.interfaceName())).append('\n');
        text.append(wrapping.wrap("    ", "    ", host.state() + ": " + host.detail())).append('\n');
    }

    private void drawNames(DriftDocument drift, String state, String title, StringBuilder text) {
        List<String> names = drift.hosts().stream().filter(host -> host.state().equals(state)).map(Host::name).toList();
        if (!names.isEmpty() && names.size() < drift.hosts().size()) {
            text.append(wrapping.wrap(title, "    ", String.join(", ", names))).append('\n');
        }
    }

    private void drawNotes(DriftDocument drift, StringBuilder text) {
        int before = text.length();
        drift.hosts().forEach(host -> host.notes()
                .forEach(note -> text.append(wrapping.wrap("  ! ", "    ", host.name() + ": " + note))));
        text.append(text.length() > before ? "\n" : "");
    }

    /** {@code Drift on 2 of 5 hosts: 7 differences. 1 host could not be compared.} or {@code No drift. …} */
    private static String summary(DriftDocument drift) {
        Counts counts = drift.counts();
        String unknown = counts.unknown() == 0
                ? ""
                : " " + Words.count(counts.unknown(), "host") + " could not be compared.";
        return judgement(drift, counts) + unknown;
    }

    private static String judgement(DriftDocument drift, Counts counts) {
        if (drift.hasDrift()) {
            long items = drift.hosts().stream().mapToLong(host -> host.items().size()).sum();
            int known = counts.clean() + counts.drifted() + counts.neverApplied();
            return "Drift on " + counts.drifted() + " of " + Words.count(known, "host") + ": "
                    + Words.count(items, "difference") + ".";
        }
        if (counts.clean() == 0) {
            return counts.neverApplied() > 0 ? "Nothing was ever applied here." : "Nothing is known.";
        }
        return "No drift. " + Words.count(counts.clean(), "host")
                + (counts.clean() == 1 ? " is as it was left." : " are as they were left.");
    }
}
