// SPDX-License-Identifier: Apache-2.0
package mesh.cli.report;

import java.util.List;
import java.util.stream.Collectors;

import mesh.cli.view.ImpactWords;
import mesh.cli.view.Keys;
import mesh.cli.view.PlanSummary;
import mesh.cli.view.Words;
import mesh.name.NameList;
import mesh.plan.PlanDocument;
import mesh.plan.PlanDocument.AccessLine;
import mesh.plan.PlanDocument.ChangeLine;
import mesh.plan.PlanDocument.FileChange;
import mesh.plan.PlanDocument.Host;

/**
 * A plan as a comment of a pull request: what it comes to, who gains and loses access, then each host, folded. It begins
 * with a line that is not shown, by which a later run finds the comment again.
 *
 * <p>GitHub takes no comment above 65,536 characters: hosts that have no room are shown without their changes, and those
 * without room for that are counted.
 */
final class MarkdownPlan {
    /** Characters of all. What is kept back is for what people write around it. */
    static final int ROOM = 60_000;
    /** Kept for the lines that say what is left out. */
    private static final int KEPT = 500;
    private static final int ACCESS_SHOWN = 100;
    private static final int PAIRS_SHOWN = 20;
    private static final int NAMES_SHOWN = 6;

    private final StringBuilder text = new StringBuilder();
    private final PlanDocument plan;

    private MarkdownPlan(PlanDocument plan) {
        this.plan = plan;
    }

    static String write(PlanDocument plan) {
        return new MarkdownPlan(plan).whole();
    }

    private String whole() {
        text.append("<!-- mesh plan: ").append(plan.mesh()).append(" -->\n");
        text.append("### mesh `").append(plan.mesh()).append("`\n\n");
        text.append("**").append(PlanSummary.of(plan)).append("** Compared with ").append(Markdown.prose(plan.basis()))
                .append(".\n\n");
        access();
        missing();
        List<Host> shown = plan.hosts().stream()
                .filter(host -> !host.action().equals("none") || !host.notices().isEmpty()).toList();
        int left = shown.size();
        for (Host host : shown) {
            String block = block(host, true);
            String added = fits(block) ? block : block(host, false);
            if (!fits(added)) {
                break;
            }
            text.append(added);
            left--;
        }
        if (left > 0) {
            text.append("\nNo room was left for ").append(Words.count(left, "more host")).append(": ")
                    .append(NameList.first(shown.subList(shown.size() - left, shown.size()).stream().map(Host::name)
                            .toList(), NAMES_SHOWN))
                    .append(".\n");
        }
        return text.toString();
    }

    private boolean fits(String block) {
        return text.length() + block.length() <= ROOM - KEPT;
    }

    private void access() {
        if (plan.access().isEmpty()) {
            return;
        }
        text.append("| access | from | to | before | after |\n| :-: | --- | --- | --- | --- |\n");
        plan.access().stream().limit(ACCESS_SHOWN).forEach(this::accessRow);
        if (plan.access().size() > ACCESS_SHOWN) {
            text.append("\nand ").append(plan.access().size() - ACCESS_SHOWN).append(" more\n");
        }
        text.append('\n');
    }

    private void accessRow(AccessLine line) {
        String what = switch (line.symbol()) {
            case "+" -> "➕ gained";
            case "-" -> "➖ lost";
            default -> "✏️ changed";
        };
        text.append("| ").append(what);
        for (String cell : List.of(NameList.first(line.from(), NAMES_SHOWN), NameList.first(line.to(), NAMES_SHOWN),
                line.before(), line.after())) {
            text.append(" | ").append(Markdown.prose(cell));
        }
        text.append(" |\n");
    }

    private void missing() {
        if (plan.missingPaths().isEmpty()) {
            return;
        }
        text.append("Without a path:\n\n");
        plan.missingPaths().stream().limit(PAIRS_SHOWN).forEach(pair -> text.append("- ")
                .append(Markdown.prose(pair.one() + " - " + pair.other() + ": " + pair.reason())).append('\n'));
        if (plan.missingPaths().size() > PAIRS_SHOWN) {
            text.append("- and ").append(plan.missingPaths().size() - PAIRS_SHOWN).append(" more pairs\n");
        }
        text.append('\n');
    }

    private static String block(Host host, boolean whole) {
        String head = "<b>" + Markdown.prose(host.symbol() + " " + host.name()) + "</b> "
                + Markdown.prose(head(host));
        String notices = host.notices().stream()
                .map(notice -> "\n⚠️ " + Markdown.prose(Keys.shortened(notice.text())) + "\n")
                .collect(Collectors.joining());
        String changes = whole ? changes(host) : "\nIts changes have no room here.\n";
        return changes.isEmpty() && notices.isEmpty()
                ? head + "<br>\n"
                : "<details><summary>" + head + "</summary>\n" + notices + changes + "\n</details>\n";
    }

    private static String head(Host host) {
        return switch (host.action()) {
            case "unknown" -> "is left alone: " + host.impactDetail();
            case "none" -> "no change";
            default -> ImpactWords.of(host) + (host.impactDetail().isEmpty() ? "" : ": " + host.impactDetail());
        };
    }

    private static String changes(Host host) {
        StringBuilder lines = new StringBuilder();
        for (ChangeLine line : host.changes()) {
            if (!line.kind().startsWith("file-")) {
                lines.append(mark(line.symbol())).append(' ').append(Keys.shortened(line.text())).append('\n');
            }
        }
        host.files().stream().filter(file -> !file.action().equals("keep")).forEach(file -> file(file, lines));
        return lines.isEmpty() ? "" : Markdown.fenced("diff", lines.toString());
    }

    private static void file(FileChange file, StringBuilder lines) {
        String mark = switch (file.action()) {
            case "create" -> "+";
            case "remove" -> "-";
            default -> "!";
        };
        lines.append(mark).append(" file ").append(file.path()).append(file.secret() ? " (secret)" : "").append('\n');
        if (file.action().equals("update") && !file.secret()) {
            file.diff().lines().skip(2).forEach(line -> lines.append(line).append('\n'));
        }
    }

    /** What a block of the language {@code diff} has colours for. */
    private static String mark(String symbol) {
        return symbol.equals("+") || symbol.equals("-") ? symbol : "!";
    }
}
