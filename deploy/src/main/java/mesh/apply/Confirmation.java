// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import java.time.Duration;
import java.util.stream.Stream;

import mesh.host.ConfirmProgram;
import mesh.host.Ending;
import mesh.host.HostProgram;
import mesh.host.ProgramReport;
import mesh.plan.HostPlan;
import mesh.ssh.Transport;

/**
 * Comes back to a changed host over a connection of its own, and hears from the host itself what became of the change.
 * Tries again until the window is over and the host had time to go back.
 */
final class Confirmation {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    /** How long a host may take to undo a change once its window is over, and to answer again. */
    private static final Duration GOING_BACK = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Transport transport;
    private final ApplySettings settings;

    Confirmation(Transport transport, ApplySettings settings) {
        this.transport = transport;
        this.settings = settings;
    }

    /** @param change how the changing program ended, as far as that is known */
    Verdict confirm(HostPlan plan, ChangeEnd change) {
        HostProgram program = ConfirmProgram.of(plan, settings.arming().fence(), settings.arming().provenance());
        long end = System.nanoTime() + settings.window().plus(GOING_BACK).toNanos();
        while (true) {
            String silence;
            switch (HostAnswer.anew(transport, plan.reach().ssh(), program, TIMEOUT)) {
                case HostAnswer.Failed failed -> silence = failed.reason();
                case HostAnswer.Ran ran -> {
                    if (isFinal(ran.report().ending())) {
                        return verdict(plan, ran, change);
                    }
                    silence = ran.report().reason().orElse("its answer makes no sense");
                }
            }
            if (System.nanoTime() > end || !pause()) {
                return Verdict.unheard(silence, settings.window());
            }
        }
    }

    private static boolean isFinal(Ending ending) {
        return switch (ending) {
            case DONE, ROLLED_BACK, REFUSED, BROKEN, STALE, RESTORED -> true;
            case UNFINISHED, LOCKED, UNKNOWN -> false;
        };
    }

    /** A change that was through and is not there any more was undone, whether the host could note it or not. */
    private static Verdict verdict(HostPlan plan, HostAnswer.Ran ran, ChangeEnd change) {
        ProgramReport report = ran.report();
        return switch (report.ending()) {
            case DONE -> Verdict.done(plan.action(),
                    Stream.concat(change.told().stream(), report.values().stream()).toList());
            case REFUSED -> change.isThrough()
                    ? Verdict.rolledBack("the host undid it, and could not note why")
                    : Verdict.failed(change.lost() + "; " + report.reason().orElse("nothing of the change is there"));
            default -> Verdict.of(report, ran.result());
        };
    }

    /** False where the run is cancelled. */
    private static boolean pause() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
