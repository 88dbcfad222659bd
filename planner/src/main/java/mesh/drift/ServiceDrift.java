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

/** The service that brings the interface up again after a reboot, and what another hand laid beside it. */
final class ServiceDrift {
    private ServiceDrift() {}

    static List<Item> items(InterfaceName name, LiveHost live, Manifest manifest) {
        List<Item> items = new ArrayList<>();
        LiveService.of(manifest.format(), name, live.services()).ifPresent(service -> {
            if (!service.enabled()) {
                items.add(item(service, "service-disabled", "enabled", "disabled"));
            }
            if (!service.active() && (service.isIdleWhileRunning(manifest.format())
                    || manifest.format() == Format.NETWORKD || live.iface().isEmpty())) {
                items.add(item(service, "service-inactive", "active", "inactive"));
            }
        });
        return items;
    }

    private static Item item(LiveService service, String kind, String applied, String found) {
        return Items.differs(kind, "service", service.unit(), applied, found).wanted(applied)
                .saying("service " + service.unit() + ": applied " + applied + ", found " + found);
    }

    /**
     * Files of another owner that change what the interface's units and networkd files do. Whether that is meant nobody
     * can tell, so they are named, and are no drift.
     */
    static List<String> notes(LiveHost live) {
        return live.services().stream().flatMap(service -> service.dropIns().stream()
                .map(path -> path + " changes what " + service.unit() + " does; mesh did not write it")).toList();
    }
}
