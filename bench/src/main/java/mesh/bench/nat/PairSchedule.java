// SPDX-License-Identifier: Apache-2.0
package mesh.bench.nat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import mesh.lab.LabException;
import mesh.lab.nat.NatScene;
import mesh.lab.nat.NetworkKind;
import mesh.lab.nat.PairResult;
import mesh.lab.nat.PairTrial;

/** Runs many trials in one scene, as many at a time as the machine has cores, none with a host that another one has. */
final class PairSchedule {
    /** A trial is repeated once where a machine that does other things may have been why. */
    private static final int TRIES = 2;

    private final NatScene scene;
    private final List<Pair> waiting = new ArrayList<>();
    private final Set<String> busy = new HashSet<>();
    private final List<PairResult> results = new ArrayList<>();

    /** The first host of one kind, the second of another. */
    record Pair(NetworkKind first, NetworkKind second) {
        List<String> hosts() {
            return List.of(first.host(false), second.host(true));
        }
    }

    PairSchedule(NatScene scene) {
        this.scene = scene;
    }

    /** All results, in the order of the kinds. */
    List<PairResult> run(List<Pair> pairs) throws InterruptedException {
        synchronized (this) {
            waiting.addAll(pairs);
        }
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Math.max(1, Runtime.getRuntime().availableProcessors()); i++) {
            threads.add(Thread.ofPlatform().start(this::work));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        synchronized (this) {
            results.sort(Comparator.comparing(PairResult::first).thenComparing(PairResult::second));
            return List.copyOf(results);
        }
    }

    private void work() {
        for (Optional<Pair> pair = next(); pair.isPresent(); pair = next()) {
            PairResult result = tried(pair.get());
            synchronized (this) {
                results.add(result);
                busy.removeAll(pair.get().hosts());
                notifyAll();
            }
            System.err.printf("nat: %d of %d: %s%n", done(), done() + left(), NatPage.row(result));
        }
    }

    private PairResult tried(Pair pair) {
        PairResult result = once(pair);
        for (int more = 1; more < TRIES && result.wrong().isPresent() && result.strange().isEmpty(); more++) {
            System.err.printf("nat: again: %s and %s: %s%n", pair.first().id(), pair.second().id(),
                    result.wrong().orElse(""));
            result = once(pair);
        }
        return result;
    }

    private PairResult once(Pair pair) {
        try {
            return PairTrial.run(scene, pair.first(), pair.second());
        } catch (LabException failed) {
            System.err.println("nat: " + failed.getMessage());
            return PairResult.failed(pair.first(), pair.second(), String.valueOf(failed.getMessage()));
        }
    }

    private synchronized Optional<Pair> next() {
        while (!waiting.isEmpty()) {
            Optional<Pair> free = waiting.stream().filter(pair -> pair.hosts().stream().noneMatch(busy::contains))
                    .findFirst();
            if (free.isPresent()) {
                waiting.remove(free.get());
                busy.addAll(free.get().hosts());
                return free;
            }
            try {
                wait();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private synchronized int done() {
        return results.size();
    }

    private synchronized int left() {
        return waiting.size() + busy.size() / 2;
    }
}
