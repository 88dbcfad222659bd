// SPDX-License-Identifier: Apache-2.0
package mesh.cli.view;

import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;

import mesh.apply.ApplyListener;
import mesh.apply.HostOutcome;
import mesh.name.NodeName;

/**
 * What hosts are at while an apply runs. On a terminal, hosts at work stand at the bottom and are drawn again, those that
 * ended scroll up; elsewhere each host that ended is a line of its own. Hosts that needed nothing are left to the final
 * table. Called from several threads.
 */
public final class ApplyProgress implements ApplyListener {
    private final PrintWriter err;
    private final Palette palette;
    private final int columns;
    private final Map<NodeName, String> running = new TreeMap<>();
    private int drawnLines;

    /**
     * @param err where progress goes
     * @param columns width of the terminal when {@code err} is one whose cursor can move, else 0
     */
    public ApplyProgress(PrintWriter err, Palette palette, int columns) {
        this.err = err;
        this.palette = palette;
        this.columns = columns;
    }

    @Override
    public synchronized void step(NodeName host, String step) {
        running.put(host, step);
        clear();
        draw();
        err.flush();
    }

    @Override
    public synchronized void finished(HostOutcome outcome) {
        running.remove(outcome.host());
        clear();
        if (outcome.state() != HostOutcome.State.UNCHANGED) {
            report(outcome);
        }
        draw();
        err.flush();
    }

    private void report(HostOutcome outcome) {
        String state = OutcomeTable.paint(palette, outcome.state(), OutcomeTable.name(outcome.state()));
        String detail = outcome.detail().isEmpty() ? "" : " (" + outcome.detail() + ")";
        err.println(outcome.host() + ": " + state + " in " + Words.duration(outcome.took()) + detail);
    }

    private void clear() {
        if (drawnLines > 0) {
            err.print("\u001b[" + drawnLines + "A\u001b[J");
            drawnLines = 0;
        }
    }

    private void draw() {
        if (columns == 0) {
            return;
        }
        for (Map.Entry<NodeName, String> host : running.entrySet()) {
            String line = host.getKey() + ": " + host.getValue() + " …";
            err.println(palette.faint(line.length() < columns ? line : line.substring(0, columns - 1)));
            drawnLines++;
        }
    }
}
