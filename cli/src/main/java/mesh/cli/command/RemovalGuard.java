// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.util.List;

import mesh.cli.run.MeshException;
import mesh.cli.view.Words;
import mesh.plan.HostPlan.Action;
import mesh.plan.Plan;

/** Stops a plan that takes away more than somebody may have meant. {@code --allow-destroy} lets it pass. */
final class RemovalGuard {
    /** Removing more than one in so many hosts needs a word more. */
    private static final int SHARE = 3;

    private RemovalGuard() {}

    /** @throws MeshException if {@code plan} removes more than a third of the hosts, or touches a protected one */
    static void check(Plan plan) {
        long removed = plan.hosts().stream().filter(host -> host.action() == Action.REMOVE).count();
        int all = plan.hosts().size();
        if (removed * SHARE > all) {
            throw MeshException.error("this plan removes " + removed + " of " + Words.count(all, "host"),
                    "Nothing was written. If that is meant, apply with --allow-destroy.");
        }
        checkProtected(plan);
    }

    /** @throws MeshException if {@code plan} removes or recreates a protected host */
    static void checkProtected(Plan plan) {
        List<String> touched = plan.hosts().stream().filter(host -> host.reach().isProtected())
                .filter(host -> host.action() == Action.REPLACE || host.action() == Action.REMOVE)
                .map(host -> host.host().text()).toList();
        if (!touched.isEmpty()) {
            throw MeshException.error("this plan removes or recreates protected hosts: " + String.join(", ", touched),
                    "Nothing was written. If that is meant, apply with --allow-destroy.");
        }
    }
}
