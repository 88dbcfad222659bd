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
 * @param asksAgent what the host's agent says, too
 */
public record ReadRequest(NodeName host, Reach reach, List<HostPath> paths, boolean asksAgent) {
    /** Without asking the agent. */
    public ReadRequest(NodeName host, Reach reach, List<HostPath> paths) {
        this(host, reach, paths, false);
    }

    /** How the host runs. */
    public static ReadRequest status(NodeName host, Reach reach) {
        return new ReadRequest(host, reach, List.of(), true);
    }

    public ReadRequest {
        paths = List.copyOf(paths);
    }
}
