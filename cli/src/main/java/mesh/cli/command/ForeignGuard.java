// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.util.List;

import mesh.cli.run.ExitCode;
import mesh.cli.run.MeshException;
import mesh.plan.Notice;
import mesh.plan.Plan;

/** Stops a plan that would write over what another hand made. {@code --overwrite-foreign} lets it pass. */
final class ForeignGuard {
    private ForeignGuard() {}

    /** @throws MeshException with exit code 7 if a host that {@code plan} changes has something of another hand */
    static void check(Plan plan) {
        List<String> edits = plan.hosts().stream().filter(host -> !host.changes().isEmpty())
                .flatMap(host -> host.notices().stream().filter(notice -> notice.kind() == Notice.Kind.FOREIGN)
                        .map(notice -> "  " + host.host() + ": " + notice.text()))
                .toList();
        if (!edits.isEmpty()) {
            throw new MeshException(ExitCode.STALE,
                    "this plan would write over what another hand made:\n" + String.join("\n", edits),
                    "Nothing was written. Take into the spec what should stay; then run it again with --overwrite-foreign.");
        }
    }
}
