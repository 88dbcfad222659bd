// SPDX-License-Identifier: Apache-2.0
package mesh.bench.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import mesh.bench.Measurement;
import mesh.bench.Report;

/** {@code render-cp}: all files of a mesh, beside what copying them takes. What a start of the program takes is taken off. */
public final class RenderBesideCopy implements Measurement {
    private static final double TARGET = 3;
    private static final List<Integer> SIZES = List.of(100, 300, 1_000, 3_000);
    private static final int ROUNDS = 5;
    private static final int SHORT_ROUNDS = 3;
    /** The size that counts: below it a start of the program is nearly all. */
    private static final int COUNTED = 1_000;

    @Override
    public String name() {
        return "render-cp";
    }

    @Override
    public String about() {
        return "mesh render of 100 to 3,000 hosts, beside cp -r of the same files";
    }

    @Override
    public Report measure(boolean isShort) throws IOException, InterruptedException {
        Report report = new Report(name(), "cp -r", TARGET);
        List<Integer> sizes = isShort ? List.of(SIZES.get(0), COUNTED) : SIZES;
        for (int size : sizes) {
            measure(report, size, isShort ? SHORT_ROUNDS : ROUNDS);
        }
        return report.note("seconds; of mesh without what 'mesh --version' takes");
    }

    private static void measure(Report report, int size, int rounds) throws IOException, InterruptedException {
        Shell shell = Shell.temporary("render");
        try {
            GeneratedMesh.full(shell, size);
            shell.run(List.of(Shell.mesh(), "lock"));
            List<Double> ours = new ArrayList<>();
            List<Double> copies = new ArrayList<>();
            List<Double> memory = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                double start = shell.run(List.of(Shell.mesh(), "--version")).seconds();
                shell.remove("out");
                Shell.Run render = shell.run(List.of(Shell.mesh(), "render", "--out=out"));
                shell.remove("copy");
                copies.add(shell.run(List.of("cp", "-r", "out", "copy")).seconds());
                ours.add(render.seconds() - start);
                memory.add(render.mebibytes());
            }
            report.less(size + " hosts", ours, copies, size == COUNTED).told("  memory, MiB", memory);
        } finally {
            shell.discard();
        }
    }
}
