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

import mesh.lab.HostOption;
import mesh.lab.LabBuilder;

/**
 * Steps × faults × kinds of hosts, a lane for each kind, all at once. By default each kind of host meets each of the
 * chosen steps once, each kind with another fault at it; {@code -Dfaults=all} runs all combinations.
 *
 * @param name for people
 * @param all the steps of an undisturbed change, in order
 * @param chosen those that are always disturbed
 */
record FaultMatrix(String name, List<String> all, List<String> chosen) {
    static final List<Kind> KINDS = List.of(new Kind("wg-quick", lab -> lab.linux("subject")),
            new Kind("hostname.if", lab -> lab.openBsd("subject")),
            new Kind("wg-quick-systemd", lab -> lab.linux("subject", HostOption.withSystemd())));

    /** A host to disturb. */
    record Kind(String name, UnaryOperator<LabBuilder> subject) {}

    /** Makes the lane of a kind. */
    interface Start {
        Lane lane(Path folder, Kind kind);
    }

    /** One combination and what was wrong with it. */
    private record Outcome(String lane, String step, Fault fault, List<String> wrong) {}

    static boolean everything() {
        return "all".equals(System.getProperty("faults"));
    }

    void run(Path folder, List<Kind> kinds, Start start) throws InterruptedException {
        List<Outcome> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(kinds.size())) {
            List<Future<List<Outcome>>> lanes = new ArrayList<>();
            for (int offset = 0; offset < kinds.size(); offset++) {
                int first = offset;
                lanes.add(threads.submit(() -> lane(folder, kinds.get(first), first, start)));
            }
            for (Future<List<Outcome>> lane : lanes) {
                outcomes.addAll(lane.get());
            }
        } catch (ExecutionException failed) {
            throw new AssertionError(failed.getCause());
        }
        List<Outcome> failures = outcomes.stream().filter(outcome -> !outcome.wrong().isEmpty()).toList();
        System.out.printf("%s: %d combinations, %d failures%n", name, outcomes.size(), failures.size());
        assertThat(outcomes).hasSizeGreaterThanOrEqualTo(kinds.size() * chosen.size());
        assertThat(failures).isEmpty();
    }

    private List<Outcome> lane(Path folder, Kind kind, int offset, Start start) throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        try (Lane lane = start.lane(Files.createDirectory(folder.resolve(kind.name())), kind)) {
            assertThat(lane.steps()).as("steps on %s", kind.name()).isEqualTo(all);
            for (String step : everything() ? all : chosen) {
                for (Fault fault : Fault.values()) {
                    if (everything()
                            || fault.ordinal() == (chosen.indexOf(step) + 2 * offset) % Fault.values().length) {
                        outcomes.add(disturb(lane, step, fault));
                    }
                }
            }
        }
        return outcomes;
    }

    private static Outcome disturb(Lane lane, String step, Fault fault) {
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
