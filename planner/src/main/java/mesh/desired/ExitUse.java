// SPDX-License-Identifier: Apache-2.0
package mesh.desired;

import java.util.List;

import mesh.name.NodeName;
import mesh.net.InterfaceName;
import mesh.net.Port;

/**
 * A host's internet traffic goes through another host. What has a nearer route, such as the host's own network, does not.
 *
 * @param through which hosts, the preferred one first
 * @param v4 it carries IPv4; else IPv4 has no way out
 * @param v6 it carries IPv6; else IPv6 has no way out
 * @param mark on Linux of packets that keep the host's own way, and number of the table of those that do not; on OpenBSD
 * number of the table of WireGuard's packets, 1..255
 */
public record ExitUse(List<NodeName> through, boolean v4, boolean v6, int mark) {
    public ExitUse {
        through = List.copyOf(through);
    }

    /** OpenBSD's highest; people number from below. */
    private static final int LAST_TABLE = 255;

    /** Above every table that people number by hand. */
    private static final int FIRST_MARK = 1_000_000;

    /** One interface has one port, so no other interface has its mark. */
    static int mark(Port port) {
        return FIRST_MARK + port.number();
    }

    /** On OpenBSD: told by the interface's unit. */
    static int table(InterfaceName wg) {
        return LAST_TABLE - wg.unit() % LAST_TABLE;
    }

    /** True for a table that mesh fills on Linux. */
    public static boolean isTable(int number) {
        return number > FIRST_MARK && number <= FIRST_MARK + Port.MAX;
    }
}
