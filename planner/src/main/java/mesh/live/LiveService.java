// SPDX-License-Identifier: Apache-2.0
package mesh.live;

import java.util.List;
import java.util.Optional;

import mesh.model.Format;
import mesh.net.InterfaceName;

/**
 * A service of the host that brings the interface up.
 *
 * @param unit its name, such as {@code wg-quick@wg0.service} under systemd or {@code wg-quick.wg0} under OpenRC
 * @param enabled true where it starts at boot
 * @param active true where it runs, or has run to its end as a oneshot does
 */
public record LiveService(String unit, boolean enabled, boolean active) {

    /** The one that a format's files need; absent where the host has none such, as on OpenBSD. */
    public static Optional<LiveService> of(Format format, InterfaceName name, List<LiveService> services) {
        List<String> units = switch (format) {
            case HOSTNAME_IF -> List.of();
            case WG_QUICK -> List.of("wg-quick@" + name + ".service", "wg-quick." + name);
            case NETWORKD -> List.of("systemd-networkd.service");
        };
        return services.stream().filter(service -> units.contains(service.unit())).findFirst();
    }
}
