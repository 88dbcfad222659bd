// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import java.time.Duration;
import java.util.List;

import mesh.apply.HostOutcome.State;
import mesh.host.ProgramReport;
import mesh.plan.HostPlan;
import mesh.ssh.CommandResult;

/**
 * A host's end state in words.
 *
 * @param state which
 * @param detail one line for people: why, what the host was left with, what to do; may be empty
 */
record Verdict(State state, String detail) {
    /** @param told what the host's programs had to say */
    static Verdict done(HostPlan.Action action, List<String> told) {
        return new Verdict(action == HostPlan.Action.REMOVE ? State.REMOVED : State.APPLIED, String.join("; ", told));
    }

    static Verdict failed(String detail) {
        return new Verdict(State.FAILED, detail);
    }

    static Verdict refused(String detail) {
        return new Verdict(State.REFUSED, detail);
    }

    static Verdict rolledBack(String reason) {
        return new Verdict(State.ROLLED_BACK, reason + "; it is what it was before");
    }

    /** Nothing ran there. */
    static Verdict unreachable(HostAnswer.Failed failed) {
        return failed.refused() ? refused(failed.reason()) : new Verdict(State.SKIPPED, failed.reason());
    }

    /** Changed, and not heard of since. */
    static Verdict unheard(String silence, Duration window) {
        return new Verdict(State.UNHEARD, silence + "; it was changed and could not be asked how it is. Without a "
                + "confirmation it goes back by itself, " + window.toSeconds()
                + " seconds after the change: run plan to see");
    }

    /** A program that did not get through. */
    static Verdict of(ProgramReport report, CommandResult result) {
        String said = ToolOutput.lastLine(result.err());
        String reason = report.reason().orElse("the program ended with status " + result.exitStatus());
        return switch (report.ending()) {
            case STALE -> new Verdict(State.STALE, reason + "; nothing was changed: plan again");
            case LOCKED -> new Verdict(State.LOCKED, reason + "; nothing was changed");
            case REFUSED -> failed(reason + said + "; nothing was changed");
            case RESTORED, ROLLED_BACK -> rolledBack(reason + said);
            case BROKEN -> failed(reason + said);
            case DONE, UNFINISHED, UNKNOWN -> failed(reason + said + "; run plan to see what the host has");
        };
    }
}
