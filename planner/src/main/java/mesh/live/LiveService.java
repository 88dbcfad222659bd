// SPDX-License-Identifier: Apache-2.0
package mesh.live;

import java.util.List;
import java.util.Optional;

import mesh.files.HostPath;
import mesh.model.Format;
import mesh.net.InterfaceName;

/**
 * A service of the host that brings the interface up.
 *
 * @param unit its name, such as {@code wg-quick@wg0.service} under systemd or {@code wg-quick.wg0} under OpenRC
 * @param enabled true where it starts at boot
 * @param active true where it runs, or has run to its end as a oneshot does
 * @param dropIns files of another owner that change what it does, sorted
 */
public record LiveService(String unit, boolean enabled, boolean active, List<HostPath> dropIns) {

    public LiveService {
        dropIns = List.copyOf(dropIns);
    }

    /** One that nobody else has a hand in. */
    public LiveService(String unit, boolean enabled, boolean active) {
        this(unit, enabled, active, List.of());
    }

    /**
     * True for a unit of systemd that could have brought the interface up and has not, while the interface runs: whatever
     * waits for the unit waits in vain, and to start it would fail. A networkd that does not run is another matter.
     */
    public boolean isIdleWhileRunning(Format format) {
        return format == Format.WG_QUICK && unit.endsWith(".service") && !active;
    }

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
