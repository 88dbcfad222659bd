// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.List;
import java.util.Optional;

import mesh.name.MeshName;
import mesh.name.NodeName;
import mesh.net.Port;

/** The text of a first spec. */
public final class SpecTemplate {
    private SpecTemplate() {}

    /**
     * One host to begin with.
     *
     * @param name of the host
     * @param os {@code openbsd} or {@code linux}
     * @param endpoint where peers reach it, as the spec writes it; empty: it is behind a NAT
     * @param ssh where mesh logs in, in the short form; absent: at the endpoint
     */
    public record FirstHost(NodeName name, String os, String endpoint, Optional<String> ssh) {}

    /**
     * What holds for all hosts.
     *
     * @param range of IPv4 addresses; absent: the default
     * @param port UDP port on which WireGuard listens; absent: the default
     * @param sshKey path of the private key to log in with; absent: the agent and the usual files
     */
    public record Shared(Optional<String> range, Optional<Port> port, Optional<String> sshKey) {}

    /** A small spec with comments that decodes and is formatted already; without hosts it holds an example of one. */
    public static String text(MeshName mesh, Shared shared, List<FirstHost> hosts) {
        StringBuilder out = new StringBuilder();
        out.append("# The WireGuard mesh '").append(mesh)
                .append("'. Every key: mesh.example.yaml, or 'mesh schema'.\n");
        out.append("# 'mesh plan' shows what would change, 'mesh apply' changes it.\n");
        out.append("mesh: ").append(quoted(mesh.text())).append("\n\n");
        append(out, shared);
        out.append("hosts:\n");
        List<FirstHost> all = hosts.isEmpty()
                ? List.of(new FirstHost(new NodeName("host1"), "linux", "203.0.113.7", Optional.empty()))
                : hosts;
        all.forEach(host -> append(out, host));
        out.append("\n# A phone or laptop; 'mesh export phone' makes its key and its configuration:\n");
        out.append("# devices:\n#   phone:\n#     owner: Anna\n");
        return out.toString();
    }

    private static void append(StringBuilder out, Shared shared) {
        if (shared.range().isPresent() || shared.port().isPresent()) {
            out.append("network:\n");
            shared.range().ifPresent(range -> out.append("  ipv4: ").append(quoted(range))
                    .append(" # hosts get addresses from it\n"));
            shared.port().ifPresent(port -> out.append("  port: ").append(port)
                    .append(" # UDP port on which WireGuard listens\n"));
            out.append("\n");
        }
        shared.sshKey().ifPresent(file -> out.append("defaults:\n  ssh:\n    identity: ").append(quoted(file))
                .append(" # logs in to every host\n\n"));
    }

    private static void append(StringBuilder out, FirstHost host) {
        out.append("  ").append(quoted(host.name().text())).append(":\n");
        out.append("    os: ").append(host.os()).append("\n");
        if (host.endpoint().isEmpty()) {
            out.append("    behind-nat: true # peers cannot call it first; it calls them\n");
        } else {
            out.append("    endpoint: ").append(quoted(host.endpoint())).append(" # where peers reach it\n");
        }
        host.ssh().ifPresent(ssh -> out.append("    ssh: ").append(quoted(ssh)).append(" # where mesh logs in\n"));
    }

    /** In quotes if YAML would take it for something else. */
    private static String quoted(String text) {
        boolean plain = text.matches("[A-Za-z][A-Za-z0-9.:-]*|[0-9]+(\\.[0-9]+){3}([:/][0-9]+)?")
                && !text.matches("(?i)true|false|null|yes|no|on|off|y|n") && !text.endsWith(":");
        return plain ? text : "'" + text.replace("'", "''") + "'";
    }
}
