// SPDX-License-Identifier: Apache-2.0
package mesh.pull;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import mesh.name.MeshName;
import mesh.name.NodeName;

/**
 * The signed lines of a bundle.
 *
 * @param mesh whose host it is for
 * @param host which host it is for
 * @param serial grows with every bundle of a host
 * @param made seconds since 1970
 * @param notAfter seconds since 1970, after which hosts refuse it
 * @param state SHA-256 of the program that is sealed in it
 * @param sealed SHA-256 of the sealed part
 */
public record BundleHead(MeshName mesh, NodeName host, long serial, long made, long notAfter, String state,
        String sealed) {
    private static final String MAGIC = "mesh-bundle 1";

    /** The lines, with their ends. */
    public String text() {
        return MAGIC + "\nmesh " + mesh + "\nhost " + host + "\nserial " + serial + "\nmade " + made + "\nnot-after "
                + notAfter + "\nstate " + state + "\nsha256 " + sealed + "\n";
    }

    /** Of a bundle that was written before; absent where it is none. */
    public static Optional<BundleHead> read(String bundle) {
        Map<String, String> values = new TreeMap<>();
        bundle.lines().takeWhile(line -> !line.startsWith("-----BEGIN")).forEach(line -> {
            int blank = line.indexOf(' ');
            values.put(line.substring(0, Math.max(blank, 0)), line.substring(blank + 1));
        });
        if (!bundle.startsWith(MAGIC + "\n")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BundleHead(new MeshName(values.getOrDefault("mesh", "")),
                    new NodeName(values.getOrDefault("host", "")), Long.parseLong(values.getOrDefault("serial", "")),
                    Long.parseLong(values.getOrDefault("made", "")),
                    Long.parseLong(values.getOrDefault("not-after", "")), values.getOrDefault("state", ""),
                    values.getOrDefault("sha256", "")));
        } catch (IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }
}
