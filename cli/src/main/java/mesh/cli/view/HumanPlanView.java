// SPDX-License-Identifier: Apache-2.0
package mesh.cli.view;

import java.util.List;
import java.util.stream.Collectors;

import mesh.plan.PlanDocument;
import mesh.plan.PlanDocument.AccessLine;
import mesh.plan.PlanDocument.ChangeLine;
import mesh.plan.PlanDocument.FileChange;
import mesh.plan.PlanDocument.Host;
import mesh.plan.PlanDocument.MissingPair;

/**
 * A plan for people: a block for every host that changes, the others in a line, then what it all comes to. Symbols say
 * what colours say.
 */
public final class HumanPlanView {
    /** A host with more peers to add than this shows their names only. */
    private static final int PEERS_SHOWN = 8;
    private static final int ACCESS_SHOWN = 30;

    /** Pairs without a path beyond these are counted. */
    private static final int MAX_PAIRS = 5;

    private final Palette palette;
    private final Wrapping wrapping;

    /** @param columns lines are wrapped to this width */
    public HumanPlanView(Palette palette, int columns) {
        this.palette = palette;
        this.wrapping = new Wrapping(columns);
    }

    public String draw(PlanDocument plan) {
        StringBuilder text = new StringBuilder();
        for (Host host : plan.hosts()) {
            switch (host.action()) {
                case "none" -> drawNoticed(host, text);
                case "unknown" -> drawUnknown(host, text);
                default -> drawHost(host, text);
            }
        }
        drawUnchanged(plan, text);
        drawMissing(plan.missingPaths(), text);
        drawAccess(plan.access(), text);
        return text.append(palette.strong(PlanSummary.of(plan))).append('\n').toString();
    }

    private void drawHost(Host host, StringBuilder text) {
        text.append(palette.bySymbol(host.symbol(), palette.strong(host.symbol() + " " + host.name())));
        text.append(palette.faint("  " + host.os() + ", " + host.format() + ", " + host.interfaceName())).append('\n');
        text.append("    ").append(impact(host)).append('\n');
        if (!host.impactDetail().isEmpty()) {
            text.append(wrapping.wrap("    ", "    ", host.impactDetail()));
        }
        drawNotices(host, text);
        List<ChangeLine> peers = host.changes().stream().filter(line -> line.kind().equals("peer-add")).toList();
        boolean folded = peers.size() > PEERS_SHOWN;
        host.changes().stream().filter(line -> !line.kind().startsWith("file-"))
                .filter(line -> !folded || !line.kind().equals("peer-add")).forEach(line -> drawChange(line, text));
        if (folded) {
            drawFolded(peers, text);
        }
        host.files().stream().filter(file -> !file.action().equals("keep")).forEach(file -> drawFile(file, text));
        if (host.activation().isEmpty() && !host.action().equals("remove")) {
            text.append(palette.good("    + files of " + host.format() + " (known after apply)")).append('\n');
        }
        text.append('\n');
    }

    private void drawNotices(Host host, StringBuilder text) {
        host.notices().forEach(notice -> text
                .append(palette.change(wrapping.wrap("    ! ", "      ", Keys.shortened(notice.text())))));
    }

    /** A host without change of which there is something to say. */
    private void drawNoticed(Host host, StringBuilder text) {
        if (!host.notices().isEmpty()) {
            text.append("  ").append(palette.strong(host.name())).append('\n');
            drawNotices(host, text);
            text.append('\n');
        }
    }

    private void drawChange(ChangeLine line, StringBuilder text) {
        String wrapped = wrapping.wrap("    " + line.symbol() + " ", "        ", Keys.shortened(line.text()));
        text.append(palette.bySymbol(line.symbol(), wrapped.stripTrailing())).append('\n');
    }

    private void drawFolded(List<ChangeLine> peers, StringBuilder text) {
        String names = peers.stream().map(ChangeLine::subject).collect(Collectors.joining(", "));
        String wrapped = wrapping.wrap("    + ", "        ", peers.size() + " peers: " + names);
        text.append(palette.good(wrapped.stripTrailing())).append('\n');
    }

    private void drawFile(FileChange file, StringBuilder text) {
        String symbol = switch (file.action()) {
            case "create" -> "+";
            case "remove" -> "-";
            default -> "~";
        };
        String head = symbol + " file " + file.path();
        String note = fileNote(file);
        boolean fits = 4 + head.length() + note.length() <= wrapping.columns();
        text.append("    ").append(palette.bySymbol(symbol, head)).append(fits ? "" : "\n       ");
        text.append(palette.faint(note)).append('\n');
        if (file.action().equals("update") && !file.secret()) {
            String hunks = file.diff().lines().skip(2).collect(Collectors.joining("\n"));
            text.append(new DiffView(palette).draw(hunks, "        "));
        }
    }

    private static String fileNote(FileChange file) {
        if (file.action().equals("remove")) {
            return file.secret() ? " (secret)" : "";
        }
        String owner = " " + file.mode() + " root:" + file.group();
        if (file.secret()) {
            return owner + " (secret)";
        }
        return file.action().equals("create")
                ? owner + ", " + Words.count(file.content().lines().count(), "line")
                : owner;
    }

    private String impact(Host host) {
        String words = ImpactWords.of(host);
        return switch (host.action().equals("remove") ? "removal" : host.impact()) {
            case "removal", "sessions-drop", "interface-down" -> palette.bad(words);
            case "in-place" -> palette.good(words);
            default -> words.equals(ImpactWords.NOTHING) ? palette.good(words) : words;
        };
    }

    private void drawUnknown(Host host, StringBuilder text) {
        text.append(palette.change(palette.strong("? " + host.name())));
        text.append(palette.faint("  " + host.os() + ", " + host.format() + ", " + host.interfaceName())).append('\n');
        text.append(wrapping.wrap("    ", "    ", "is left alone: " + host.impactDetail())).append('\n');
    }

    private void drawUnchanged(PlanDocument plan, StringBuilder text) {
        List<Host> unchanged = plan.hosts().stream().filter(host -> host.action().equals("none")).toList();
        if (!unchanged.isEmpty() && unchanged.size() < plan.hosts().size()) {
            String names = unchanged.stream().map(Host::name).collect(Collectors.joining(", "));
            text.append(wrapping.wrap("  Unchanged: ", "    ", names)).append('\n');
        }
    }

    private void drawAccess(List<AccessLine> access, StringBuilder text) {
        if (access.isEmpty()) {
            return;
        }
        text.append(palette.strong("Access:")).append('\n');
        access.stream().limit(ACCESS_SHOWN).forEach(line -> text
                .append(palette.bySymbol(line.symbol(),
                        wrapping.wrap("  " + line.symbol() + " ", "      ", line.text()))));
        if (access.size() > ACCESS_SHOWN) {
            text.append("  and ").append(access.size() - ACCESS_SHOWN).append(" more, with --json\n");
        }
        text.append('\n');
    }

    private void drawMissing(List<MissingPair> missing, StringBuilder text) {
        if (missing.isEmpty()) {
            return;
        }
        text.append(palette.change("Without a path:")).append('\n');
        int shown = missing.size() == MAX_PAIRS + 1 ? missing.size() : Math.min(missing.size(), MAX_PAIRS);
        missing.stream().limit(shown).forEach(pair -> text.append(
                wrapping.wrap("  ", "      ", pair.one() + " - " + pair.other() + ": " + pair.reason())));
        if (shown < missing.size()) {
            text.append("  and ").append(missing.size() - shown).append(" more pairs\n");
        }
        text.append('\n');
    }
}
