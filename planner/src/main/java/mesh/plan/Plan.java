// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import java.util.List;

import mesh.desired.MissingPath;
import mesh.name.MeshName;

/**
 * What apply does to every host. The same input gives an equal plan.
 *
 * @param mesh which mesh
 * @param basis what it was compared with: {@code live}, or {@code base REF}
 * @param hosts sorted by name, those without change included
 * @param missingPaths pairs that cannot talk
 */
public record Plan(MeshName mesh, String basis, List<HostPlan> hosts, List<MissingPath> missingPaths) {
    public Plan {
        hosts = List.copyOf(hosts);
        missingPaths = List.copyOf(missingPaths);
    }

    /** True when apply would change something, as far as is known. */
    public boolean hasChanges() {
        return hosts.stream().anyMatch(host -> !host.changes().isEmpty());
    }
}
