// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import java.util.List;
import java.util.Optional;

import mesh.desired.DesiredHost;
import mesh.desired.ExitUse;

/**
 * How a host's internet traffic goes through another, as templates see it.
 *
 * @param used false: it goes the host's own way
 * @param mark of packets that keep the own way, and number of the table of those that do not
 * @param v4 IPv4 goes that way; else it has none
 * @param v6 IPv6 goes that way; else it has none
 * @param everything networks that stand for all addresses of the families that go that way
 */
public record ExitView(boolean used, int mark, boolean v4, boolean v6, List<String> everything) {

    static ExitView of(DesiredHost host) {
        Optional<ExitUse> use = host.ground().exit();
        boolean v4 = use.map(ExitUse::v4).orElse(false);
        boolean v6 = use.map(ExitUse::v6).orElse(false);
        return new ExitView(use.isPresent(), use.map(ExitUse::mark).orElse(0), v4, v6,
                v4 && v6 ? List.of("0.0.0.0/0", "::/0") : v4 ? List.of("0.0.0.0/0") : v6 ? List.of("::/0") : List.of());
    }
}
