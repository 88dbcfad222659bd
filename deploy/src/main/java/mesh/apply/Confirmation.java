// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import java.time.Duration;

import mesh.host.ConfirmProgram;
import mesh.host.Ending;
import mesh.host.HostProgram;
import mesh.host.ProgramReport;
import mesh.plan.HostPlan;
import mesh.ssh.CommandResult;
import mesh.ssh.SshException;
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

    /**
     * The verdict of the host.
     *
     * @param before what is known already: why the changing connection was lost; may be empty
     */
    Verdict confirm(HostPlan plan, String before) {
        HostProgram program = ConfirmProgram.of(plan, settings.arming().fence(), settings.arming().provenance());
        long end = System.nanoTime() + settings.window().plus(GOING_BACK).toNanos();
        String silence = before;
        while (true) {
            try (HostConnection connection = HostConnection.open(transport, plan.reach().ssh())) {
                CommandResult result = connection.run(program, TIMEOUT);
                ProgramReport report = ProgramReport.read(result.exitStatus(), result.out());
                if (isFinal(report.ending())) {
                    return verdict(plan, report, result, before);
                }
                silence = report.reason().orElse("its answer makes no sense");
            } catch (SshException failed) {
                silence = String.valueOf(failed.getMessage());
            } catch (BecomeException refused) {
                silence = String.valueOf(refused.getMessage());
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

    private static Verdict verdict(HostPlan plan, ProgramReport report, CommandResult result, String before) {
        return switch (report.ending()) {
            case DONE -> Verdict.done(plan.action(), report);
            case REFUSED -> Verdict.failed((before.isEmpty() ? "" : before + "; ")
                    + report.reason().orElse("nothing of the change is there"));
            default -> Verdict.of(report, result);
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
