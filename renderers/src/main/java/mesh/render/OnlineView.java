// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import mesh.desired.DesiredHost;
import mesh.files.HostLayout;
import mesh.model.Format;
import mesh.net.OnlineWait;

/**
 * How a host waits for the mesh, as templates see it.
 *
 * @param mesh its name
 * @param host its name
 * @param interfaceName such as wg0
 * @param program absolute path of what waits
 * @param seconds at the most
 * @param timeout of rc.d, in seconds: the program ends by itself before
 * @param configuration absolute path of the file that names the peers; of OpenBSD the kernel tells the names
 * @param service of systemd that makes the interface
 */
public record OnlineView(String mesh, String host, String interfaceName, String program, int seconds, int timeout,
        String configuration, String service) {

    /** For the last round's own time, on a busy host. */
    private static final int SPARE_SECONDS = 15;

    static OnlineView of(DesiredHost host, OnlineWait wait) {
        String name = host.iface().name().text();
        boolean networkd = host.reach().format() == Format.NETWORKD;
        return new OnlineView(host.mesh().text(), host.name().text(), name,
                new HostLayout(host.iface().name()).online().text(), wait.seconds(),
                wait.seconds() + SPARE_SECONDS,
                networkd ? "/etc/systemd/network/50-mesh-" + name + ".netdev" : "/etc/wireguard/" + name + ".conf",
                networkd ? "systemd-networkd.service" : "wg-quick@" + name + ".service");
    }
}
