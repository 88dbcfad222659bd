// SPDX-License-Identifier: Apache-2.0
package mesh.bench.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What each command costs with one mesh, from nothing to all files: a list of one run for each round. */
record Cost(int hosts, double outputMib, List<Shell.Run> lock, List<Shell.Run> plan, List<Shell.Run> again,
        List<Shell.Run> render) {

    /** Writes a spec into the directory of a shell. */
    @FunctionalInterface
    interface Spec {
        void write(Shell shell, int hosts) throws IOException;
    }

    /** Each command is a process of its own, by the launcher, as a user starts it. */
    static Cost of(Spec spec, int hosts, int rounds) throws IOException, InterruptedException {
        Cost cost = new Cost(hosts, 0, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        double output = 0;
        for (int round = 0; round < rounds; round++) {
            Shell shell = Shell.temporary("scale");
            try {
                spec.write(shell, hosts);
                cost.lock.add(mesh(shell, "lock"));
                shell.commit();
                cost.plan.add(mesh(shell, "plan", "--offline"));
                cost.again.add(mesh(shell, "plan", "--base", "HEAD"));
                cost.render.add(mesh(shell, "render", "--out=out"));
                output = shell.size("out");
            } finally {
                shell.discard();
            }
        }
        return new Cost(hosts, output, cost.lock, cost.plan, cost.again, cost.render);
    }

    private static Shell.Run mesh(Shell shell, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Shell.mesh()));
        command.addAll(List.of(words));
        return shell.run(command);
    }

    /** Seconds of processors for each GiB of files that the mesh has, written or not. */
    List<Double> forGib(List<Shell.Run> runs) {
        return each(runs, run -> run.cpuSeconds() / outputMib * 1024);
    }

    static List<Double> each(List<Shell.Run> runs, ToDoubleFunction<Shell.Run> figure) {
        return runs.stream().map(figure::applyAsDouble).toList();
    }
}
