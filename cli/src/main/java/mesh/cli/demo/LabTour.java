// SPDX-License-Identifier: Apache-2.0
package mesh.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import mesh.cli.run.MeshException;
import mesh.cli.workspace.Workspace;
import mesh.lab.Lab;
import mesh.lab.LabHost;
import mesh.lab.LabOs;
import mesh.lab.LabResult;
import mesh.lock.LockCodec;
import mesh.lock.Lockfile;
import mesh.name.MeshName;
import mesh.name.NodeName;
import mesh.net.IpAddress;
import mesh.spec.SpecSource;

/** A mesh of three hosts on this machine, from the spec to pings through its tunnels. */
final class LabTour {
    private static final String NAME = "lab";

    private final Narrator narrator;

    LabTour(Narrator narrator) {
        this.narrator = narrator;
    }

    /** Ends with everything removed, whatever happens. */
    void run() throws IOException {
        long begin = System.nanoTime();
        narrator.say("Three hosts on this machine, each with its own network, root and sshd:");
        narrator.show("# puffy behaves like OpenBSD (a model of it), debian and pi are Linux.");
        try (Lab lab = Lab.named("demo").openBsd("puffy").linux("debian").linux("pi").start()) {
            narrator.took(begin);
            write("mesh.yaml", spec(lab));
            write("known_hosts", String.join("\n", lab.knownHosts()) + "\n");
            narrator.say("The whole mesh is one file. Host keys are pinned in known_hosts.");
            narrator.showCommand("cat mesh.yaml");
            narrator.show(spec(lab).stripTrailing());
            narrator.say("What would change?");
            narrator.mesh("plan");
            narrator.say("Make it so, over SSH:");
            narrator.mesh("apply", "--auto-approve");
            narrator.say("Every host reaches every other through WireGuard, over IPv4 and IPv6:");
            pingEveryPair(lab);
            narrator.say("A second apply finds nothing to do:");
            narrator.mesh("apply", "--auto-approve");
            narrator.say("How is it?");
            narrator.mesh("status");
        }
        narrator.say("Done; the hosts are gone. Your own mesh begins with 'mesh init'.");
        narrator.took(begin);
    }

    private static String spec(Lab lab) {
        StringBuilder text = new StringBuilder("mesh: " + NAME + "\nhosts:\n");
        for (LabHost host : lab.hosts()) {
            text.append("  ").append(host.name()).append(":\n    os: ")
                    .append(host.os().name().toLowerCase(Locale.ROOT));
            text.append("\n    endpoint: ").append(host.address());
            text.append("\n    ssh: {user: root, identity: [").append(lab.identityFile()).append("]}\n");
        }
        return text.toString();
    }

    private void pingEveryPair(Lab lab) throws IOException {
        Lockfile lock = lock();
        long start = System.nanoTime();
        for (LabHost from : lab.hosts()) {
            for (LabHost to : lab.hosts()) {
                if (from != to) {
                    ping(from, to, lock);
                }
            }
        }
        narrator.took(start);
    }

    private void ping(LabHost from, LabHost to, Lockfile lock) {
        List<String> answers = new ArrayList<>();
        for (IpAddress address : Optional.ofNullable(lock.nodes().get(new NodeName(to.name()))).orElseThrow()
                .addresses()) {
            boolean six = address.toString().contains(":") && from.os() == LabOs.OPENBSD;
            LabResult result = from.run((six ? "ping6" : "ping") + " -c 1 -w 10 " + address);
            if (!result.ok()) {
                throw MeshException.error(from.name() + " does not reach " + to.name() + " at " + address,
                        result.out() + result.err());
            }
            answers.add(address.toString());
        }
        narrator.show("  " + from.name() + " -> " + to.name() + "  " + String.join("  ", answers) + "  ok");
    }

    private Lockfile lock() throws IOException {
        Workspace workspace = Workspace.of(narrator.directory(), "mesh.yaml");
        String text = Files.readString(workspace.lock());
        return LockCodec.read(new SpecSource("mesh.lock", text), new MeshName(NAME));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(narrator.directory().resolve(name), text);
    }
}
