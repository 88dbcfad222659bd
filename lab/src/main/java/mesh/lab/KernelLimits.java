// SPDX-License-Identifier: Apache-2.0
package mesh.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Kernel limits shared by all namespaces that a large lab reaches, and whose symptom looks like a fault of the program
 * under test: each wireguard-go takes an inotify instance, the neighbour table is one for all namespaces, and a
 * wireguard-go that has to wait half a second for a processor finds that its socket had no room for what came meanwhile.
 */
final class KernelLimits {

    private static final int LARGE = 8;

    private static final Map<String, Long> WANTED = wanted();

    private KernelLimits() {}

    private static Map<String, Long> wanted() {
        Map<String, Long> wanted = new LinkedHashMap<>();
        wanted.put("fs/inotify/max_user_instances", 8192L);
        wanted.put("net/ipv4/neigh/default/gc_thresh3", 65536L);
        wanted.put("net/ipv4/neigh/default/gc_thresh2", 32768L);
        wanted.put("net/ipv4/neigh/default/gc_thresh1", 16384L);
        wanted.put("net/core/rmem_default", 4L << 20);
        return wanted;
    }

    /** Raises, never lowers, the limits when more than 8 hosts are asked for. */
    static void raiseFor(int hosts) {
        if (hosts <= LARGE) {
            return;
        }
        WANTED.forEach((name, value) -> {
            Path file = Path.of("/proc/sys").resolve(name);
            try {
                if (Long.parseLong(Files.readString(file).strip()) < value) {
                    Files.writeString(file, value.toString());
                }
            } catch (IOException e) {
                throw new LabException("cannot raise " + file + " to " + value, e);
            }
        });
    }
}
