// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import mesh.lab.HostOption;
import mesh.lab.LabBuilder;

/**
 * Every step of a change, and something that goes wrong at it. By default each kind of host meets every step once and
 * every fault at least once, each kind with another fault at a step; {@code -Dfaults=all} runs all combinations.
 */
class FaultMatrixTest {
    private static final List<String> STEPS = List.of("leased", "compared", "staged", "verified", "kept", "armed",
            "switched", "running", "through", "persisted");

    private record Kind(String name, UnaryOperator<LabBuilder> subject) {}

    /** One combination and what was wrong with it. */
    private record Outcome(String lane, String step, Fault fault, List<String> wrong) {}

    private static final List<Kind> KINDS = List.of(new Kind("wg-quick", lab -> lab.linux("subject")),
            new Kind("hostname.if", lab -> lab.openBsd("subject")),
            new Kind("wg-quick-systemd", lab -> lab.linux("subject", HostOption.withSystemd())));

    @TempDir
    Path folder;

    @Test
    void noFaultAtAnyStepLeavesAHostWithoutAWorkingConfiguration() throws Exception {
        List<Outcome> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(KINDS.size())) {
            List<Future<List<Outcome>>> lanes = new ArrayList<>();
            for (int offset = 0; offset < KINDS.size(); offset++) {
                int first = offset;
                lanes.add(threads.submit(() -> lane(KINDS.get(first), first)));
            }
            for (Future<List<Outcome>> lane : lanes) {
                outcomes.addAll(lane.get());
            }
        } catch (ExecutionException failed) {
            throw new AssertionError(failed.getCause());
        }
        List<Outcome> failures = outcomes.stream().filter(outcome -> !outcome.wrong().isEmpty()).toList();
        System.out.printf("fault matrix: %d combinations, %d failures%n", outcomes.size(), failures.size());
        assertThat(failures).isEmpty();
    }

    private List<Outcome> lane(Kind kind, int offset) throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        try (FaultLane lane = FaultLane.start(Files.createDirectory(folder.resolve(kind.name())), kind.name(),
                kind.subject())) {
            assertThat(lane.steps()).as("steps on %s", kind.name()).isEqualTo(STEPS);
            for (int step = 0; step < STEPS.size(); step++) {
                for (Fault fault : Fault.values()) {
                    if (all() || fault.ordinal() == (step + 2 * offset) % Fault.values().length) {
                        outcomes.add(disturb(lane, STEPS.get(step), fault));
                    }
                }
            }
        }
        return outcomes;
    }

    private static boolean all() {
        return "all".equals(System.getProperty("faults"));
    }

    private static Outcome disturb(FaultLane lane, String step, Fault fault) {
        long begun = System.nanoTime();
        List<String> wrong;
        try {
            wrong = lane.disturb(step, fault);
        } catch (AssertionError | RuntimeException broken) {
            wrong = List.of(broken.toString());
        }
        System.out.printf("%s, %s at %s: %s (%d s)%n", lane.name(), fault, step,
                wrong.isEmpty() ? "well" : "WRONG " + wrong, (System.nanoTime() - begun) / 1_000_000_000);
        return new Outcome(lane.name(), step, fault, wrong);
    }
}
