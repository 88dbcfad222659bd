// SPDX-License-Identifier: Apache-2.0
package mesh.bench.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import mesh.bench.Measurement;
import mesh.bench.PeerMissingException;
import mesh.bench.Report;
import mesh.bench.command.Shell;
import mesh.lab.nat.AgentProgram;

/**
 * {@code kernel}: WireGuard of Debian's kernel beside wireguard-go, and two agents that find a way for the kernel's. The machine
 * is emulated without help of the processor, so seconds tell nothing but that it came about; a ratio does.
 */
public final class KernelMeasurement implements Measurement {
    private static final List<String> PROGRAMS = List.of("qemu-system-x86_64", "debootstrap", "mke2fs", "cpio", "xz");

    /** Where the data path of one is as fast as that of the other. */
    private static final double TARGET = 1;

    @Override
    public String name() {
        return "kernel";
    }

    @Override
    public String about() {
        return "WireGuard of a kernel beside wireguard-go, and agents that find a way for it, in an emulated machine";
    }

    @Override
    public Report measure(boolean isShort) throws IOException, InterruptedException, PeerMissingException {
        for (String program : PROGRAMS) {
            Shell.peer(program, "", "apt-get install qemu-system-x86 debootstrap e2fsprogs cpio xz-utils");
        }
        if (!Files.exists(AgentProgram.jarOfCheckout())) {
            throw new PeerMissingException("mesh-agent.jar is not built: run ./mesh version");
        }
        Machine machine = Machine.make(Path.of(System.getProperty("mesh.root", ".")).toAbsolutePath());
        Console console = machine.run();
        Map<String, Double> figures = console.figures();
        return new Report(name(), "wireguard-go", TARGET)
                .more("throughput, Mbit/s", List.of(figures.get("throughput-kernel")),
                        List.of(figures.get("throughput-user")), true)
                .note(console.kernel() + ", emulated")
                .note("two hosts with the kernel's WireGuard, each behind a NAT that keeps ports: first packet after "
                        + String.format(Locale.ROOT,
                                "%.1f s, direct after %.1f s, back on the relay %.1f s after the path died",
                                figures.get("first-packet"), figures.get("direct"), figures.get("fallback")));
    }
}
