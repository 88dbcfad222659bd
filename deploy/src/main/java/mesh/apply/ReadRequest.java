// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import java.util.List;

import mesh.files.HostPath;
import mesh.lock.Reach;
import mesh.name.NodeName;

/**
 * What to read.
 *
 * @param host its name in the spec
 * @param reach how it is reached
 * @param paths that would be written; those of its manifest and its format are looked at anyway
 */
public record ReadRequest(NodeName host, Reach reach, List<HostPath> paths) {
    public ReadRequest {
        paths = List.copyOf(paths);
    }
}
