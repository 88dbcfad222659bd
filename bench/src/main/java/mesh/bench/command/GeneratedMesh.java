// SPDX-License-Identifier: Apache-2.0
package mesh.bench.command;

import java.io.IOException;
import java.nio.file.Files;

/** Specs of meshes of any size. */
final class GeneratedMesh {
    /** A recipient whose private key nobody needs: what is measured opens no secret. */
    private static final String RECIPIENT = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";
    private static final int IN_A_NETWORK = 250;

    private GeneratedMesh() {}

    /** A full mesh of public hosts whose keys the controller keeps, so that all can be rendered. */
    static void full(Shell shell, int hosts) throws IOException {
        write(shell, hosts, "");
    }

    /** The same, all but two of them spokes. */
    static void hubs(Shell shell, int hosts) throws IOException {
        write(shell, hosts, "topology:\n  links: hub-and-spoke\n  hubs: [" + name(0) + ", " + name(1) + "]\n");
    }

    private static void write(Shell shell, int hosts, String topology) throws IOException {
        StringBuilder spec = new StringBuilder("mesh: bench\nnetwork:\n  ipv4: 100.64.0.0/16\n").append(topology)
                .append("keys:\n  custody: vault\n  recipients: [").append(RECIPIENT).append("]\nhosts:\n");
        for (int i = 0; i < hosts; i++) {
            String address = "10." + (9 + i / IN_A_NETWORK / IN_A_NETWORK) + "." + i / IN_A_NETWORK % IN_A_NETWORK + "."
                    + (i % IN_A_NETWORK + 1);
            spec.append("  ").append(name(i)).append(":\n    os: linux\n    ssh: {host: ").append(address)
                    .append("}\n    endpoint: ").append(address).append('\n');
        }
        Files.writeString(shell.directory().resolve("mesh.yaml"), spec);
    }

    private static String name(int number) {
        return "h" + number;
    }
}
