// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.List;

import mesh.files.HostPath;
import mesh.lock.Reach;

/** Where each format keeps its files, so that files of another owner are seen before anything is rendered. */
final class FormatPaths {
    private FormatPaths() {}

    static List<HostPath> of(Reach reach) {
        String name = reach.interfaceName().text();
        return switch (reach.format()) {
            case HOSTNAME_IF -> List.of(new HostPath("/etc/hostname." + name));
            case WG_QUICK -> List.of(new HostPath("/etc/systemd/system/wg-quick@" + name + ".service.d/50-mesh.conf"),
                    new HostPath("/etc/wireguard/" + name + ".conf"));
            case NETWORKD -> List.of(new HostPath("/etc/systemd/network/50-mesh-" + name + ".netdev"),
                    new HostPath("/etc/systemd/network/50-mesh-" + name + ".network"));
        };
    }
}
