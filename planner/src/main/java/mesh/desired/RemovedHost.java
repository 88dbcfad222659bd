// SPDX-License-Identifier: Apache-2.0
package mesh.desired;

import mesh.lock.Reach;
import mesh.name.NodeName;

/**
 * A host that left the spec and still carries the mesh's configuration.
 *
 * @param name its last name
 * @param reach how it was reached last
 */
public record RemovedHost(NodeName name, Reach reach) {}
