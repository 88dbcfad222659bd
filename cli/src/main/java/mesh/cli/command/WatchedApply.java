// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.util.SortedMap;
import java.util.TreeMap;

import mesh.apply.ApplyListener;
import mesh.apply.ApplyReport;
import mesh.apply.StopSignal;
import mesh.cli.run.Console;
import mesh.cli.run.ExitCode;
import mesh.cli.run.Interrupts;
import mesh.cli.view.ApplyProgress;
import mesh.cli.view.OutcomeTable;
import mesh.name.NodeName;
import mesh.plan.Plan;

/**
 * An apply before somebody's eyes: what hosts are at, what ^C does, and the table in the end.
 */
final class WatchedApply {
    private final Console console;

    WatchedApply(Console console) {
        this.console = console;
    }

    /** Changes hosts. */
    @FunctionalInterface
    interface Work {
        ApplyReport run(ApplyListener listener, StopSignal stop) throws InterruptedException;
    }

    /** @return how the run as a whole ended */
    ExitCode run(Plan plan, Work work) throws InterruptedException {
        StopSignal stop = new StopSignal();
        ApplyReport report;
        try (ApplyProgress progress = progress(plan);
                Interrupts _ = Stopping.on(stop, progress::say, console::note)) {
            report = work.run(progress, stop);
        }
        console.out().println();
        console.out().print(new OutcomeTable(console.outPalette(), console.columns()).draw(report));
        return stop.requested() ? ExitCode.INTERRUPTED : Endings.ofReport(report);
    }

    private ApplyProgress progress(Plan plan) {
        SortedMap<NodeName, String> symbols = new TreeMap<>();
        plan.hosts().stream().filter(host -> !host.changes().isEmpty())
                .forEach(host -> symbols.put(host.host(), host.action().symbol()));
        return ApplyProgress.start(console.err(), console.errPalette(), console.canRedraw() ? console.columns() : 0,
                console.rows(), symbols);
    }
}
