// SPDX-License-Identifier: Apache-2.0
package mesh.bench.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import mesh.bench.Measurement;
import mesh.bench.Report;

/**
 * {@code scale}: what lock, plan and render cost as a mesh grows. A full mesh has files that grow by the square of its
 * hosts, one of sites has files that grow as its hosts do; in both, what a byte of them costs may not grow.
 */
public final class Scale implements Measurement {
    private static final double TARGET = 1;
    private static final double MEMORY_MIB = 512;
    private static final double NO_CHANGE_SECONDS = 1;
    /** The size for which memory and the plan without a change are promised. */
    private static final int PROMISED = 1_000;

    private static final List<Integer> FULL = List.of(100, 300, 1_000, 3_000);
    private static final List<Integer> SITES = List.of(1_000, 10_000);
    private static final List<Integer> SHORT_FULL = List.of(30, 100, 300);
    private static final List<Integer> SHORT_SITES = List.of(300, 1_000);
    private static final int ROUNDS = 3;

    @Override
    public String name() {
        return "scale";
    }

    @Override
    public String about() {
        return "lock, plan and render of 100 to 10,000 hosts: what a byte costs in the largest mesh, beside smaller ones";
    }

    @Override
    public Report measure(boolean isShort) throws IOException, InterruptedException {
        Report report = new Report(name(), "limit", TARGET);
        List<Cost> full = costs(GeneratedMesh::full, isShort ? SHORT_FULL : FULL);
        List<Cost> sites = costs(GeneratedMesh::sites, isShort ? SHORT_SITES : SITES);
        full.forEach(cost -> tell(report, "full mesh", cost));
        sites.forEach(cost -> tell(report, "sites", cost));
        // A start is most of what small meshes cost, so the second largest is the measure.
        growth(report, "full mesh", full.getLast(), full.get(full.size() - 2));
        growth(report, "sites", sites.getLast(), sites.getFirst());
        full.stream().filter(cost -> cost.hosts() == PROMISED).forEach(cost -> promised(report, cost));
        return report.note("cpu s, for a GiB: seconds of processors by all files that the mesh has, written or not; "
                + "its limit is that of the smaller mesh")
                .note("from nothing: 'mesh lock' makes all keys; no change: 'mesh plan --base HEAD'");
    }

    private static List<Cost> costs(Cost.Spec spec, List<Integer> sizes) throws IOException, InterruptedException {
        List<Cost> costs = new ArrayList<>();
        for (int size : sizes) {
            costs.add(Cost.of(spec, size, size > PROMISED ? 1 : ROUNDS));
        }
        return costs;
    }

    private static void tell(Report report, String shape, Cost cost) {
        report.told(shape + ", " + cost.hosts() + " hosts: files, MiB", List.of(cost.outputMib()));
        tell(report, "lock from nothing", cost.lock());
        tell(report, "plan from nothing", cost.plan());
        tell(report, "plan, no change", cost.again());
        tell(report, "render", cost.render());
    }

    private static void tell(Report report, String command, List<Shell.Run> runs) {
        report.told("  " + command + ", s", Cost.each(runs, Shell.Run::seconds))
                .told("  " + command + ", cpu s", Cost.each(runs, Shell.Run::cpuSeconds))
                .told("  " + command + ", MiB of memory", Cost.each(runs, Shell.Run::mebibytes));
    }

    private static void growth(Report report, String shape, Cost large, Cost small) {
        String sizes = shape + ", " + large.hosts() + " beside " + small.hosts() + ", cpu s for a GiB: ";
        row(report, sizes + "lock", Cost::lock, large, small);
        row(report, sizes + "plan", Cost::plan, large, small);
        row(report, sizes + "no change", Cost::again, large, small);
        row(report, sizes + "render", Cost::render, large, small);
    }

    private static void row(Report report, String what, Function<Cost, List<Shell.Run>> runs, Cost large, Cost small) {
        report.less(what, List.of(Report.middle(large.forGib(runs.apply(large)))),
                List.of(Report.middle(small.forGib(runs.apply(small)))), true);
    }

    private static void promised(Report report, Cost cost) {
        report.less(PROMISED + " hosts: plan, no change, s",
                List.of(Report.middle(Cost.each(cost.again(), Shell.Run::seconds))), List.of(NO_CHANGE_SECONDS), true);
        for (List<Shell.Run> runs : List.of(cost.lock(), cost.plan(), cost.render())) {
            report.less(PROMISED + " hosts: memory, MiB",
                    List.of(Report.middle(Cost.each(runs, Shell.Run::mebibytes))), List.of(MEMORY_MIB), true);
        }
    }
}
