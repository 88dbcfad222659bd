// SPDX-License-Identifier: Apache-2.0
package mesh.live;

import java.util.List;

import mesh.files.HostPath;
import mesh.net.InterfaceName;

/**
 * Files of another owner, under other names than mesh's, that set the same interface up. systemd-networkd takes the first
 * of several by name, so at the next boot such a file may win over mesh's own.
 */
public final class StrayFiles {
    private static final String FOLDER = "/etc/systemd/network/";

    private StrayFiles() {}

    /** Those of {@code host}, sorted by path. */
    public static List<LiveFile> of(LiveHost host, InterfaceName name) {
        AppliedFiles files = AppliedFiles.of(host);
        return host.files().stream()
                .filter(file -> isStray(file.path(), name) && !files.isRecorded(file.path())).toList();
    }

    /** True where no file of mesh for {@code name} can stand. */
    public static boolean isStray(HostPath path, InterfaceName name) {
        return path.text().startsWith(FOLDER) && !path.text().startsWith(FOLDER + "50-mesh-" + name + ".");
    }
}
