// SPDX-License-Identifier: Apache-2.0
package mesh.cli.page;

import java.util.List;

import mesh.cli.view.ImpactWords;
import mesh.cli.view.Keys;
import mesh.cli.view.PlanSummary;
import mesh.plan.PlanDocument;
import mesh.plan.PlanDocument.AccessLine;
import mesh.plan.PlanDocument.Host;

/** A plan as a page: what it comes to, what needs a look, who gains and loses access, then each host that changes. */
public final class PlanPage {
    private final PlanDocument plan;
    private final Html page = new Html();

    private PlanPage(PlanDocument plan) {
        this.plan = plan;
    }

    /** The same page for the same plan. */
    public static String of(PlanDocument plan) {
        return new PlanPage(plan).write();
    }

    private String write() {
        page.open("header").element("p", "kind", "mesh " + plan.mesh() + ", plan compared with " + plan.basis())
                .element("h1", "", PlanSummary.of(plan));
        tiles();
        page.close("header");
        problems();
        access();
        hosts();
        return Frame.around("plan of mesh " + plan.mesh(), page.end());
    }

    private void tiles() {
        PlanDocument.Counts counts = plan.counts();
        page.open("ul", "tiles");
        tile("+", counts.add(), "to create");
        tile("~", counts.change(), "to change");
        tile("-", counts.remove(), "to remove");
        tile("=", counts.unchanged(), "unchanged");
        tile("?", counts.unknown(), "left alone");
        page.close("ul");
    }

    private void tile(String sign, int number, String what) {
        page.open("li", number == 0 ? "none" : DiffLines.kind(sign)).element("b", "", sign + " " + number)
                .text(" " + what).close("li");
    }

    private void problems() {
        List<Host> unknown = plan.hosts().stream().filter(host -> host.action().equals("unknown")).toList();
        boolean noticed = plan.hosts().stream().anyMatch(host -> !host.notices().isEmpty());
        if (plan.missingPaths().isEmpty() && unknown.isEmpty() && !noticed) {
            return;
        }
        page.open("section").element("h2", "", "What needs a look").open("ul", "problems");
        unknown.forEach(host -> problem(host.name(), "is left alone: " + host.impactDetail()));
        plan.hosts().forEach(host -> host.notices().forEach(notice -> problem(host.name(), notice.text())));
        plan.missingPaths().forEach(pair -> problem(pair.one() + " - " + pair.other(),
                "without a path: " + pair.reason()));
        page.close("ul").close("section");
    }

    private void problem(String who, String what) {
        page.open("li", "change").text("! ").element("b", "", who).text(" " + Keys.shortened(what)).close("li");
    }

    private void access() {
        if (plan.access().isEmpty()) {
            return;
        }
        page.open("section").element("h2", "", "Who gains and loses access").table("access", "from", "to", "before",
                "after");
        for (AccessLine line : plan.access()) {
            String word = switch (line.symbol()) {
                case "+" -> "+ gained";
                case "-" -> "- lost";
                default -> "~ changed";
            };
            page.open("tr").cell("access", DiffLines.kind(line.symbol()), word)
                    .cell("from", "", String.join(", ", line.from())).cell("to", "", String.join(", ", line.to()))
                    .cell("before", "", line.before()).cell("after", "", line.after()).close("tr");
        }
        page.endTable().close("section");
    }

    private void hosts() {
        page.open("section").element("h2", "", "Hosts").table("host", "system", "meaning");
        for (int i = 0; i < plan.hosts().size(); i++) {
            Host host = plan.hosts().get(i);
            page.open("tr");
            if (changes(host)) {
                page.open("td", "data-column", "host").open("a", "href", "#host-" + i)
                        .element("span", DiffLines.kind(host.symbol()), host.symbol()).text(" " + host.name())
                        .close("a").close("td");
            } else {
                page.cell("host", DiffLines.kind(host.symbol()), (host.symbol() + " " + host.name()).strip());
            }
            page.cell("system", "", host.os() + ", " + host.format()).cell("meaning", "", meaning(host)).close("tr");
        }
        page.endTable().close("section");
        boolean contents = plan.hosts().stream().filter(PlanPage::changes).count() <= HostBlock.HOSTS_WITH_CONTENTS;
        for (int i = 0; i < plan.hosts().size(); i++) {
            Host host = plan.hosts().get(i);
            if (changes(host)) {
                new HostBlock(page, host, contents).write("host-" + i, meaning(host));
            }
        }
    }

    private static boolean changes(Host host) {
        return !host.action().equals("none") && !host.action().equals("unknown");
    }

    private static String meaning(Host host) {
        return switch (host.action()) {
            case "none" -> "no change";
            case "unknown" -> "left alone: " + host.impactDetail();
            default -> ImpactWords.of(host) + (host.impactDetail().isEmpty() ? "" : ": " + host.impactDetail());
        };
    }
}
