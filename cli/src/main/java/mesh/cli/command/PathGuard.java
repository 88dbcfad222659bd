// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import mesh.cli.flow.Intent;
import mesh.cli.run.MeshException;
import mesh.name.NodeName;
import mesh.plan.Plan;
import mesh.plan.SshMoves;
import mesh.plan.SshPaths;

/** Stops a plan that changes the way SSH takes to a host together with the mesh. {@code --allow-ssh-path} lets it pass. */
final class PathGuard {
    private PathGuard() {}

    /** @throws MeshException if {@code plan} cuts the way to a host that it was read on */
    static void check(Intent intent, Plan plan) {
        List<NodeName> cut = Stream
                .concat(SshPaths.of(intent.desired(), plan.hosts()).stream(),
                        SshMoves.of(intent.saved(), plan.hosts()).stream())
                .filter(SshPaths.Finding::cuts).map(SshPaths.Finding::host).distinct().toList();
        if (!cut.isEmpty()) {
            throw MeshException.error(
                    "this plan changes the way SSH takes to "
                            + cut.stream().map(NodeName::text).collect(Collectors.joining(", "))
                            + ", and the mesh with it",
                    "Nothing was written. Give ssh.host an address outside the mesh, or make the two changes one after the "
                            + "other. If it is meant as it is, run it again with --allow-ssh-path: a host that cannot be reached "
                            + "afterwards goes back by itself.");
        }
    }
}
