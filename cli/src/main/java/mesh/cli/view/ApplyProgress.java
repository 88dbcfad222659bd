// SPDX-License-Identifier: Apache-2.0
package mesh.cli.view;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import mesh.name.NameList;
import mesh.apply.ApplyListener;
import mesh.apply.HostOutcome;
import mesh.name.NodeName;

/**
 * What hosts are at while an apply runs. On a terminal a table of the hosts in hand stands at the bottom and is drawn
 * again, hosts that ended scroll up. Elsewhere each change of state worth reading is a line of its own, and a line comes
 * when nothing was printed for a while, so that nobody takes the run for dead. Hosts that needed nothing are left to the
 * final table. Called from several threads; owns the one that keeps the time.
 */
public final class ApplyProgress implements ApplyListener, AutoCloseable {
    private static final Duration SILENCE = Duration.ofSeconds(20);
    private static final int NAMED = 5;

    private final PrintWriter err;
    private final Palette palette;
    private final Optional<ProgressTable> table;
    private final ApplyBoard board;
    private final LongSupplier nanos;
    private final ScheduledExecutorService clock = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("progress").factory());
    private int drawnLines;
    private long lastPrinted;
    private boolean closed;

    ApplyProgress(PrintWriter err, Palette palette, Optional<ProgressTable> table, ApplyBoard board,
            LongSupplier nanos) {
        this.err = err;
        this.palette = palette;
        this.table = table;
        this.board = board;
        this.nanos = nanos;
        this.lastPrinted = nanos.getAsLong();
    }

    /**
     * Keeps time until {@link #close}.
     *
     * @param err where progress goes
     * @param columns width of the terminal when {@code err} is one whose cursor can move, else 0
     * @param rows its height
     * @param symbols of the plan, of the hosts that change
     */
    public static ApplyProgress start(PrintWriter err, Palette palette, int columns, int rows,
            Map<NodeName, String> symbols) {
        LongSupplier nanos = System::nanoTime;
        Optional<ProgressTable> table = columns == 0
                ? Optional.empty()
                : Optional.of(new ProgressTable(palette, columns, rows));
        ApplyProgress progress = new ApplyProgress(err, palette, table, new ApplyBoard(symbols, nanos), nanos);
        progress.clock.scheduleAtFixedRate(progress::tick, 200, 200, TimeUnit.MILLISECONDS);
        return progress;
    }

    @Override
    public synchronized void step(NodeName host, String step) {
        board.step(host, step);
        if (table.isEmpty() && step.equals("confirming")) {
            print(host + ": switched, confirming over a new connection");
        }
    }

    @Override
    public synchronized void finished(HostOutcome outcome) {
        board.finished(outcome);
        if (outcome.state() != HostOutcome.State.UNCHANGED) {
            String state = OutcomeTable.paint(palette, outcome.state(), OutcomeTable.name(outcome.state()));
            String detail = outcome.detail().isEmpty() ? "" : " (" + outcome.detail() + ")";
            print(outcome.host() + ": " + state + " in " + Words.duration(outcome.took()) + detail);
        }
    }

    /** A line of its own, above the table. */
    public synchronized void say(String line) {
        print(line);
        draw();
    }

    /** The table goes, and nothing is drawn any more. */
    @Override
    public synchronized void close() {
        clock.shutdownNow();
        closed = true;
        clear();
        err.flush();
    }

    /** Time went by. */
    synchronized void tick() {
        if (closed) {
            return;
        }
        if (table.isEmpty() && nanos.getAsLong() - lastPrinted >= SILENCE.toNanos()) {
            print("still at work: " + atWork() + board.summary());
        }
        draw();
    }

    private String atWork() {
        List<ApplyBoard.Row> running = board.rows().subList(0, board.atWork());
        String names = NameList.first(running.stream().map(row -> row.host() + " (" + row.step() + ")").toList(),
                NAMED);
        return names + (names.isEmpty() ? "" : "; ");
    }

    private void print(String line) {
        clear();
        err.println(line);
        err.flush();
        lastPrinted = nanos.getAsLong();
    }

    private void clear() {
        if (drawnLines > 0) {
            err.print("\u001b[" + drawnLines + "A\u001b[J");
            drawnLines = 0;
        }
    }

    private void draw() {
        if (table.isEmpty() || closed) {
            return;
        }
        List<String> lines = table.get().draw(board);
        clear();
        lines.forEach(err::println);
        drawnLines = lines.size();
        err.flush();
    }
}
