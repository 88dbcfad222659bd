// SPDX-License-Identifier: Apache-2.0
package mesh.lock;

import mesh.model.Format;
import mesh.model.OperatingSystem;
import mesh.model.SshSettings;
import mesh.net.InterfaceName;

/**
 * What it takes to find a host again, and to treat it with care, after the spec forgot it.
 *
 * @param os its system
 * @param format how it keeps its configuration
 * @param interfaceName the mesh's interface there
 * @param ssh how it was reached last
 * @param isProtected true: never removed or recreated without {@code --allow-destroy}
 */
public record Reach(OperatingSystem os, Format format, InterfaceName interfaceName, SshSettings ssh,
        boolean isProtected) {}
