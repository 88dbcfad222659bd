// SPDX-License-Identifier: Apache-2.0
package mesh.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import mesh.bench.apply.ApplyBesideAnsible;
import mesh.bench.apply.ApplyBesideOpenSsh;
import mesh.bench.apply.ApplyMany;
import mesh.bench.apply.PullMany;
import mesh.bench.command.RenderBesideCopy;
import mesh.bench.command.RenderBesideMeshconf;
import mesh.bench.command.StartBesideJava;
import mesh.bench.footprint.FootprintMeasurement;
import mesh.bench.kernel.KernelMeasurement;
import mesh.bench.nat.NatMeasurement;
import mesh.bench.relay.RelayMeasurement;

/** {@code bench/run}: measures by name. */
public final class Main {
    private static final int NOT_REACHED = 1;
    private static final int USAGE = 64;
    /** What test runners take for "skipped". */
    private static final int PEER_MISSING = 77;

    private static final List<Measurement> ALL = List.of(new RenderBesideCopy(), new RenderBesideMeshconf(),
            new StartBesideJava(), new ApplyBesideOpenSsh(), new ApplyBesideAnsible(), new ApplyMany(), new PullMany(),
            new PullMany(),
            RelayMeasurement.derper(), RelayMeasurement.coturn(), new NatMeasurement(), new FootprintMeasurement(),
            new KernelMeasurement());

    private Main() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        System.exit(run(new ArrayList<>(List.of(args)), System.out, System.err));
    }

    private static int run(List<String> args, PrintStream out, PrintStream err)
            throws IOException, InterruptedException {
        if (args.equals(List.of("--list"))) {
            ALL.forEach(one -> out.printf("%-20s %s%n", one.name(), one.about()));
            return 0;
        }
        boolean isShort = args.remove("--short");
        boolean keep = args.remove("--keep");
        Optional<Measurement> chosen = ALL.stream().filter(one -> args.equals(List.of(one.name()))).findFirst();
        if (chosen.isEmpty()) {
            err.println("usage: bench/run NAME [--short] [--keep]; bench/run --list names what can be measured");
            return USAGE;
        }
        try {
            Report report = chosen.get().measure(isShort);
            out.print(report.text());
            if (keep) {
                keep(chosen.get().name(), report);
            }
            return report.isReached() ? 0 : NOT_REACHED;
        } catch (PeerMissingException missing) {
            out.println(chosen.get().name() + ": skipped: " + missing.getMessage());
            return PEER_MISSING;
        }
    }

    private static void keep(String name, Report report) throws IOException {
        Path results = Path.of(System.getProperty("mesh.root", "."), "bench", "results");
        Files.createDirectories(results);
        Files.writeString(results.resolve(LocalDate.now(ZoneOffset.UTC) + "-" + name + ".txt"), report.text());
    }
}
