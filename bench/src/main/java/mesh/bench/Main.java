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

import mesh.bench.agent.AgentMeasurement;
import mesh.bench.apply.ApplyBesideAnsible;
import mesh.bench.apply.ApplyBesideOpenSsh;
import mesh.bench.apply.ApplyMany;
import mesh.bench.apply.PullMany;
import mesh.bench.check.Check;
import mesh.bench.command.CommandRatios;
import mesh.bench.command.RenderBesideCopy;
import mesh.bench.command.RenderBesideMeshconf;
import mesh.bench.command.Scale;
import mesh.bench.command.StartBesideJava;
import mesh.bench.footprint.FootprintMeasurement;
import mesh.bench.kernel.KernelMeasurement;
import mesh.bench.nat.NatMeasurement;
import mesh.bench.relay.RelayMeasurement;
import mesh.bench.relay.RelayRatios;

/** {@code bench/run}: measures by name, or checks some ratios against those that were accepted. */
public final class Main {
    private static final int NOT_REACHED = 1;
    private static final int USAGE = 64;
    /** What test runners take for "skipped". */
    private static final int PEER_MISSING = 77;

    private static final List<Measurement> ALL = List.of(new RenderBesideCopy(), new RenderBesideMeshconf(),
            new Scale(),
            new StartBesideJava(), new ApplyBesideOpenSsh(), new ApplyBesideAnsible(), new ApplyMany(), new PullMany(),
            RelayMeasurement.derper(), RelayMeasurement.coturn(), new NatMeasurement(), new FootprintMeasurement(),
            new AgentMeasurement(),
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
        if (!args.isEmpty() && args.getFirst().equals("--check")) {
            return check(args.subList(1, args.size()), out, err);
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

    private static int check(List<String> args, PrintStream out, PrintStream err)
            throws IOException, InterruptedException {
        Check check = new Check(List.of(new CommandRatios(), new RelayRatios()),
                Path.of(System.getProperty("mesh.root", "."), "bench", "baseline.txt"));
        if (args.equals(List.of("--update"))) {
            check.update(out);
            return 0;
        }
        if (!args.isEmpty()) {
            err.println("usage: bench/run --check [--update]");
            return USAGE;
        }
        return check.run(out) ? 0 : NOT_REACHED;
    }

    private static void keep(String name, Report report) throws IOException {
        Path results = Path.of(System.getProperty("mesh.root", "."), "bench", "results");
        Files.createDirectories(results);
        Files.writeString(results.resolve(LocalDate.now(ZoneOffset.UTC) + "-" + name + ".txt"), report.text());
    }
}
