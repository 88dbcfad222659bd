// SPDX-License-Identifier: Apache-2.0
package mesh.cli.view;

import mesh.plan.PlanDocument;
import mesh.plan.PlanDocument.Counts;

/** What a plan comes to, in one line. */
public final class PlanSummary {
    private PlanSummary() {}

    /** {@code Plan: 3 hosts to create, 1 to change, 0 to remove. 2 unchanged.} or {@code No changes. …} */
    public static String of(PlanDocument plan) {
        Counts counts = plan.counts();
        String unknown = counts.unknown() == 0
                ? ""
                : " " + counts.unknown() + " left alone.";
        if (!plan.hasChanges() && counts.unchanged() == 0 && counts.unknown() > 0) {
            return "Nothing is known: no host could be compared." + unknown;
        }
        if (!plan.hasChanges()) {
            return "No changes. " + Words.count(counts.unchanged(), "host")
                    + (counts.unchanged() == 1 ? " is" : " are") + " as the spec says." + unknown;
        }
        return "Plan: " + Words.count(counts.add(), "host") + " to create, " + counts.change() + " to change, "
                + counts.remove() + " to remove."
                + (counts.unchanged() == 0 ? "" : " " + counts.unchanged() + " unchanged.")
                + unknown;
    }
}
