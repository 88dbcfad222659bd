// SPDX-License-Identifier: Apache-2.0
package mesh.drift;

import java.util.ArrayList;
import java.util.List;

import mesh.drift.DriftDocument.Item;
import mesh.live.LiveHost;
import mesh.live.LiveService;
import mesh.live.Manifest;
import mesh.model.Format;
import mesh.net.InterfaceName;

/**
 * The service that brings the interface up again after a reboot. One of wg-quick runs once and ends; while the interface
 * runs, whether systemd counts it as active says nothing, and to make it so would drop all sessions.
 */
final class ServiceDrift {
    private ServiceDrift() {}

    static List<Item> items(InterfaceName name, LiveHost live, Manifest manifest) {
        List<Item> items = new ArrayList<>();
        LiveService.of(manifest.format(), name, live.services()).ifPresent(service -> {
            if (!service.enabled()) {
                items.add(item(service, "service-disabled", "enabled", "disabled"));
            }
            if (!service.active() && (manifest.format() == Format.NETWORKD || live.iface().isEmpty())) {
                items.add(item(service, "service-inactive", "active", "inactive"));
            }
        });
        return items;
    }

    private static Item item(LiveService service, String kind, String applied, String found) {
        return Items.differs(kind, "service", service.unit(), applied, found).wanted(applied)
                .saying("service " + service.unit() + ": applied " + applied + ", found " + found);
    }
}
