// SPDX-License-Identifier: Apache-2.0
package mesh.desired;

import java.util.List;

import mesh.name.MeshName;

/**
 * What every host should have.
 *
 * @param name of the mesh
 * @param hosts sorted by name
 * @param removed hosts to de-configure, sorted by name
 * @param missingPaths pairs without a path, sorted
 */
public record DesiredMesh(MeshName name, List<DesiredHost> hosts, List<RemovedHost> removed,
        List<MissingPath> missingPaths) {

    public DesiredMesh {
        hosts = List.copyOf(hosts);
        removed = List.copyOf(removed);
        missingPaths = List.copyOf(missingPaths);
    }
}
