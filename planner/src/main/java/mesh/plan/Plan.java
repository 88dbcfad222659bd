// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import java.util.List;

import mesh.desired.MissingPath;
import mesh.name.MeshName;
import mesh.policy.AccessChange;

/**
 * What apply does to every host. The same input gives an equal plan.
 *
 * @param mesh which mesh
 * @param basis what it was compared with: {@code live}, or {@code base REF}
 * @param hosts sorted by name, those without change included
 * @param missingPaths pairs that cannot talk
 * @param access who gains and who loses access
 */
public record Plan(MeshName mesh, String basis, List<HostPlan> hosts, List<MissingPath> missingPaths,
        List<AccessChange> access) {
    public Plan {
        hosts = List.copyOf(hosts);
        missingPaths = List.copyOf(missingPaths);
        access = List.copyOf(access);
    }

    /** One by which nobody gains or loses access. */
    public Plan(MeshName mesh, String basis, List<HostPlan> hosts, List<MissingPath> missingPaths) {
        this(mesh, basis, hosts, missingPaths, List.of());
    }

    /** The same with more said about hosts. */
    public Plan withHosts(List<HostPlan> said) {
        return new Plan(mesh, basis, said, missingPaths, access);
    }

    /** The same with who gains and who loses access. */
    public Plan withAccess(List<AccessChange> changes) {
        return new Plan(mesh, basis, hosts, missingPaths, changes);
    }

    /** True when apply would change something, as far as is known. */
    public boolean hasChanges() {
        return hosts.stream().anyMatch(host -> !host.changes().isEmpty());
    }
}
