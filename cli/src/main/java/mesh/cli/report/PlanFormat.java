// SPDX-License-Identifier: Apache-2.0
package mesh.cli.report;

import java.util.Locale;

import mesh.plan.PlanDocument;
import mesh.plan.PlanJson;

/** How a plan is written for other programs. */
public enum PlanFormat {
    /** What {@code --out} saves; docs/reference/json.md. */
    JSON,
    /** A comment for a pull request. */
    MARKDOWN,
    /** Lines {@code name=number}, as GitHub's outputs and GitLab's dotenv reports have them. */
    COUNTS;

    /** The whole document, with a final line end. */
    public String write(PlanDocument plan) {
        return switch (this) {
            case JSON -> PlanJson.write(plan);
            case MARKDOWN -> MarkdownPlan.write(plan);
            case COUNTS -> counts(plan);
        };
    }

    private static String counts(PlanDocument plan) {
        PlanDocument.Counts hosts = plan.counts();
        return "add=" + hosts.add() + "\nchange=" + hosts.change() + "\nremove=" + hosts.remove() + "\nunchanged="
                + hosts.unchanged() + "\nunknown=" + hosts.unknown() + "\naccess_gained=" + access(plan, "+")
                + "\naccess_lost=" + access(plan, "-") + "\naccess_changed=" + access(plan, "~") + "\n";
    }

    private static long access(PlanDocument plan, String symbol) {
        return plan.access().stream().filter(line -> line.symbol().equals(symbol)).count();
    }

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
