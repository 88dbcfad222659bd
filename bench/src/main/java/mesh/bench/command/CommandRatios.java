// SPDX-License-Identifier: Apache-2.0
package mesh.bench.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

import mesh.bench.check.Ratios;

/**
 * Processor time of commands, to that of {@link Yardstick} in the same rounds: each a process of its own. Of each the round counts in which it
 * took least, since whatever else the machine does can only add to it.
 */
public final class CommandRatios implements Ratios {
    private static final int HOSTS = 300;
    private static final int ROUNDS = 3;
    private static final String FLOOR = "floor";

    @Override
    public SequencedMap<String, Double> measure() throws IOException, InterruptedException {
        SequencedMap<String, List<Double>> rounds = new LinkedHashMap<>();
        Shell shell = Shell.temporary("check");
        try {
            for (int round = 0; round < ROUNDS; round++) {
                GeneratedMesh.full(shell, HOSTS);
                add(rounds, FLOOR, shell.run(yardstick()));
                add(rounds, "lock", mesh(shell, "lock"));
                shell.commit();
                add(rounds, "version", mesh(shell, "--version"));
                add(rounds, "validate", mesh(shell, "validate"));
                add(rounds, "plan-nothing-changed", mesh(shell, "plan", "--base", "HEAD"));
                add(rounds, "plan-from-nothing", mesh(shell, "plan", "--offline"));
                add(rounds, FLOOR, shell.run(yardstick()));
                shell.empty();
            }
        } finally {
            shell.discard();
        }
        SequencedMap<String, Double> ratios = new LinkedHashMap<>();
        double floor = Collections.min(rounds.remove(FLOOR));
        rounds.forEach((name, each) -> ratios.put(name, Collections.min(each) / floor));
        return ratios;
    }

    private static void add(SequencedMap<String, List<Double>> rounds, String name, Shell.Run run) {
        rounds.computeIfAbsent(name, one -> new ArrayList<>()).add(run.cpuSeconds());
    }

    private static Shell.Run mesh(Shell shell, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Shell.mesh()));
        command.addAll(List.of(words));
        return shell.run(command);
    }

    /** With the launcher's options. */
    private static List<String> yardstick() {
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp", System.getProperty("java.class.path"),
                Yardstick.class.getName(), "yardstick");
    }
}
