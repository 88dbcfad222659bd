// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.List;

import mesh.name.MeshName;
import mesh.name.NodeName;

/** The text of a first spec. */
public final class SpecTemplate {
    private SpecTemplate() {}

    /**
     * One host to begin with.
     *
     * @param name of the host
     * @param os {@code openbsd} or {@code linux}
     * @param endpoint where peers reach it, as the spec writes it; empty: it is behind a NAT
     */
    public record FirstHost(NodeName name, String os, String endpoint) {}

    /** A small spec with comments that decodes and is formatted already; without hosts it holds an example of one. */
    public static String text(MeshName mesh, List<FirstHost> hosts) {
        StringBuilder out = new StringBuilder();
        out.append("# The WireGuard mesh '").append(mesh)
                .append("'. Every key: mesh.example.yaml, or 'mesh schema'.\n");
        out.append("# 'mesh plan' shows what would change, 'mesh apply' changes it.\n");
        out.append("mesh: ").append(quoted(mesh.text())).append("\n\n");
        out.append("hosts:\n");
        List<FirstHost> all = hosts.isEmpty()
                ? List.of(new FirstHost(new NodeName("host1"), "linux", "203.0.113.7"))
                : hosts;
        for (FirstHost host : all) {
            out.append("  ").append(quoted(host.name().text())).append(":\n");
            out.append("    os: ").append(host.os()).append("\n");
            if (host.endpoint().isEmpty()) {
                out.append("    behind-nat: true # peers cannot call it first; it calls them\n");
            } else {
                out.append("    endpoint: ").append(quoted(host.endpoint())).append(" # where peers reach it\n");
            }
        }
        out.append("\n# A phone or laptop; 'mesh export phone' makes its key and its configuration:\n");
        out.append("# devices:\n#   phone:\n#     owner: Anna\n");
        return out.toString();
    }

    /** In quotes if YAML would take it for something else. */
    private static String quoted(String text) {
        boolean plain = text.matches("[A-Za-z][A-Za-z0-9.:-]*|[0-9]+(\\.[0-9]+){3}(:[0-9]+)?")
                && !text.matches("(?i)true|false|null|yes|no|on|off|y|n") && !text.endsWith(":");
        return plain ? text : "'" + text + "'";
    }
}
