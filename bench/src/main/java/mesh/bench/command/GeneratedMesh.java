// SPDX-License-Identifier: Apache-2.0
package mesh.bench.command;

import java.io.IOException;
import java.nio.file.Files;
import java.util.function.IntFunction;

/** Specs of meshes of any size. */
final class GeneratedMesh {
    /** A recipient whose private key nobody needs: what is measured opens no secret. */
    private static final String RECIPIENT = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";
    private static final int IN_A_NETWORK = 250;
    private static final int AT_A_SITE = 50;

    private GeneratedMesh() {}

    /** A full mesh of public hosts whose keys the controller keeps, so that all can be rendered. */
    static void full(Shell shell, int hosts) throws IOException {
        write(shell, hosts, "");
    }

    /** The same, all but two of them spokes. */
    static void hubs(Shell shell, int hosts) throws IOException {
        write(shell, hosts, "topology:\n  links: hub-and-spoke\n  hubs: [" + name(0) + ", " + name(1) + "]\n");
    }

    /**
     * Sites of 50 hosts that see each other, the first of each the one that sees those of the other sites. Files grow as the
     * number of hosts does, so that a cost that grows faster can be seen.
     */
    static void sites(Shell shell, int hosts) throws IOException {
        StringBuilder topology = new StringBuilder("topology:\n  links:\n    - [tag:gate, tag:gate]\n");
        for (int site = 0; site * AT_A_SITE < hosts; site++) {
            topology.append("    - [tag:").append(site(site)).append(", tag:").append(site(site)).append("]\n");
        }
        write(shell, hosts, topology.toString(), number -> "    tags: [" + site(number / AT_A_SITE)
                + (number % AT_A_SITE == 0 ? ", gate" : "") + "]\n");
    }

    private static String site(int number) {
        return "site" + number;
    }

    private static void write(Shell shell, int hosts, String topology) throws IOException {
        write(shell, hosts, topology, _ -> "");
    }

    private static void write(Shell shell, int hosts, String topology, IntFunction<String> more) throws IOException {
        StringBuilder spec = new StringBuilder("mesh: bench\nnetwork:\n  ipv4: 100.64.0.0/16\n").append(topology)
                .append("keys:\n  custody: vault\n  recipients: [").append(RECIPIENT).append("]\nhosts:\n");
        for (int i = 0; i < hosts; i++) {
            String address = "10." + (9 + i / IN_A_NETWORK / IN_A_NETWORK) + "." + i / IN_A_NETWORK % IN_A_NETWORK + "."
                    + (i % IN_A_NETWORK + 1);
            spec.append("  ").append(name(i)).append(":\n    os: linux\n    ssh: {host: ").append(address)
                    .append("}\n    endpoint: ").append(address).append('\n').append(more.apply(i));
        }
        Files.writeString(shell.directory().resolve("mesh.yaml"), spec);
    }

    private static String name(int number) {
        return "h" + number;
    }
}
