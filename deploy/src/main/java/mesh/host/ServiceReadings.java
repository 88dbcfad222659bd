// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import mesh.files.HostPath;
import mesh.live.LiveService;

/**
 * Reads {@code systemctl show -p Id -p UnitFileState -p ActiveState -p DropInPaths}: {@code Name=value} lines in whatever
 * order, an empty line between two units. A unit that the host does not have has no state of its file and is left out.
 */
final class ServiceReadings {
    /** Starts at every boot, with or without a link of its own; {@code enabled-runtime} ends with this one. */
    private static final Set<String> ENABLED = Set.of("enabled", "alias", "static", "generated");
    /** There, or on its way. */
    private static final Set<String> ACTIVE = Set.of("active", "activating", "reloading");
    private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9._@/-]+");

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
                    ACTIVE.contains(unit.getOrDefault("ActiveState", "")), dropIns(unit)));
        }
    }

    /** What the distribution ships, and what mesh writes, is nobody else's hand. */
    private static List<HostPath> dropIns(Map<String, String> unit) {
        return Stream.of(unit.getOrDefault("DropInPaths", "").split(" "))
                .filter(path -> path.startsWith("/etc/") || path.startsWith("/run/"))
                .filter(path -> !path.endsWith("/50-mesh.conf")).filter(path -> PATH.matcher(path).matches())
                .sorted().map(HostPath::new).toList();
    }
}
