// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import mesh.live.LiveService;

/**
 * Reads {@code systemctl show -p Id -p UnitFileState -p ActiveState}: {@code Name=value} lines in whatever order, an empty
 * line between two units. A unit that the host does not have has no state of its file and is left out.
 */
final class ServiceReadings {
    /** Starts at every boot, with or without a link of its own; {@code enabled-runtime} ends with this one. */
    private static final Set<String> ENABLED = Set.of("enabled", "alias", "static", "generated");

    private ServiceReadings() {}

    /** In the order printed. */
    static List<LiveService> read(List<String> lines) {
        List<LiveService> services = new ArrayList<>();
        Map<String, String> unit = new HashMap<>();
        for (String line : lines) {
            if (line.isEmpty()) {
                add(unit, services);
                unit.clear();
            }
            int equals = line.indexOf('=');
            if (equals > 0) {
                unit.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        add(unit, services);
        return services;
    }

    private static void add(Map<String, String> unit, List<LiveService> services) {
        String id = unit.getOrDefault("Id", "");
        String file = unit.getOrDefault("UnitFileState", "");
        if (!id.isEmpty() && !file.isEmpty()) {
            services.add(new LiveService(id, ENABLED.contains(file),
                    unit.getOrDefault("ActiveState", "").equals("active")));
        }
    }
}
