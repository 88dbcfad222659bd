// SPDX-License-Identifier: Apache-2.0
package mesh.bench.apply;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

import mesh.bench.command.Shell;
import mesh.lab.Lab;
import mesh.lab.LabBuilder;
import mesh.lab.LabHost;

/**
 * A lab of Linux hosts that nobody has touched, and a directory with the spec of a full mesh of them. Used by one thread.
 *
 * @param lab with all hosts
 * @param shell the directory, with {@code known_hosts}
 */
record ApplyScene(Lab lab, Shell shell) implements AutoCloseable {
    /** Seconds. As many hosts as there are share this machine's processors, which no fleet does. */
    private static final String PATIENT = "900";

    /** @param hosts how many the lab has */
    static ApplyScene start(int hosts) throws IOException {
        LabBuilder builder = Lab.named("apply");
        for (int i = 0; i < hosts; i++) {
            builder.linux("h" + i);
        }
        ApplyScene scene = new ApplyScene(builder.start(), Shell.temporary("apply"));
        // The lab's own, which tests hold programs by, costs more than the system's.
        scene.lab.hosts().forEach(host -> host.run("rm /usr/local/sbin/logger").orThrow());
        Files.writeString(scene.shell.directory().resolve("known_hosts"),
                String.join("\n", scene.lab.knownHosts()) + "\n");
        return scene;
    }

    /** The spec of the first {@code hosts} of them. */
    void spec(int hosts) throws IOException {
        write(hosts, "");
    }

    /** The same, all but two of them spokes of these. */
    void hubs(int hosts) throws IOException {
        write(hosts, "topology:\n  links: hub-and-spoke\n  hubs: [h0, h1]\n");
    }

    private void write(int hosts, String topology) throws IOException {
        StringBuilder text = new StringBuilder("mesh: bench\nnetwork: {ipv4: 100.64.0.0/16}\n" + topology + "hosts:\n");
        for (LabHost host : lab.hosts().subList(0, hosts)) {
            text.append("  ").append(host.name()).append(":\n    os: linux\n    endpoint: ").append(host.address())
                    .append("\n    ssh: {user: root, identity: [").append(lab.identityFile()).append("]}\n");
        }
        Files.writeString(shell.directory().resolve("mesh.yaml"), text);
    }

    /** Seconds that {@code mesh apply} takes, of which nothing is asked. */
    double apply() throws IOException, InterruptedException {
        return run().seconds();
    }

    /** {@code mesh apply}, to all hosts at the same time. */
    Shell.Run run() throws IOException, InterruptedException {
        return shell.run(List.of(Shell.mesh(), "apply", "--auto-approve", "--parallelism",
                Integer.toString(lab.hosts().size()), "--confirm-timeout", PATIENT));
    }

    /** Seconds until so many OpenSSH clients, started together, have each run {@code command}. */
    double together(int hosts, String command) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        for (LabHost host : lab.hosts().subList(0, hosts)) {
            lines.add("ssh -F none -n -o BatchMode=yes -o StrictHostKeyChecking=yes -o IdentitiesOnly=yes"
                    + " -o UserKnownHostsFile=known_hosts -o GlobalKnownHostsFile=none -i " + lab.identityFile()
                    + " root@" + host.address() + " " + command + " & all=\"$all $!\"");
        }
        lines.add("for one in $all; do wait \"$one\" || exit 1; done");
        return shell.run(List.of("sh", "-c", String.join("\n", lines))).seconds();
    }

    @Override
    public void close() {
        lab.close();
        shell.discard();
    }
}
