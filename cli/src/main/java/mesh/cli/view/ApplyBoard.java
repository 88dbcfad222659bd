// SPDX-License-Identifier: Apache-2.0
package mesh.cli.view;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;

import mesh.apply.HostOutcome;
import mesh.name.NodeName;

/** What every host of an apply is at. Used by one thread at a time. */
final class ApplyBoard {
    /** A host that was not begun. */
    static final String WAITING = "waiting";

    private final LongSupplier nanos;
    private final long start;
    private final SortedMap<NodeName, String> symbols;
    private final SortedMap<NodeName, At> running = new TreeMap<>();
    private final SortedMap<NodeName, String> waiting;
    private int ended;
    private int failed;

    /**
     * @param symbols of the plan, of the hosts that change
     * @param nanos the time, as {@link System#nanoTime} has it
     */
    ApplyBoard(Map<NodeName, String> symbols, LongSupplier nanos) {
        this.symbols = new TreeMap<>(symbols);
        this.waiting = new TreeMap<>(symbols);
        this.nanos = nanos;
        this.start = nanos.getAsLong();
    }

    private record At(String step, long since) {}

    /**
     * A host that is not done.
     *
     * @param took since it was begun; zero for one that waits
     */
    record Row(String symbol, NodeName host, String step, Duration took) {}

    void step(NodeName host, String step) {
        waiting.remove(host);
        At before = running.get(host);
        running.put(host, new At(step, before == null ? nanos.getAsLong() : before.since));
    }

    void finished(HostOutcome outcome) {
        boolean counted = running.remove(outcome.host()) != null | waiting.remove(outcome.host()) != null;
        ended += counted ? 1 : 0;
        failed += counted && !OutcomeTable.isGood(outcome.state()) ? 1 : 0;
    }

    /** Hosts in hand, then those that are next, each kind by name. */
    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        running.forEach((host, at) -> rows.add(new Row(symbols.getOrDefault(host, ""), host, at.step,
                Duration.ofNanos(nanos.getAsLong() - at.since))));
        waiting.forEach((host, symbol) -> rows.add(new Row(symbol, host, WAITING, Duration.ZERO)));
        return rows;
    }

    int atWork() {
        return running.size();
    }

    /** {@code 3 of 10 hosts done, 1 failed; 12.3 s}. */
    String summary() {
        return ended + " of " + Words.count(symbols.size(), "host") + " done"
                + (failed == 0 ? "" : ", " + failed + " failed")
                + "; " + Words.duration(Duration.ofNanos(nanos.getAsLong() - start));
    }
}
