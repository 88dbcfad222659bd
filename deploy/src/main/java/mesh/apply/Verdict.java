// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

import java.time.Duration;

import mesh.apply.HostOutcome.State;
import mesh.host.ProgramReport;
import mesh.plan.HostPlan;
import mesh.ssh.CommandResult;
import mesh.ssh.SshException;

/**
 * A host's end state in words.
 *
 * @param state which
 * @param detail one line for people: why, what the host was left with, what to do; may be empty
 */
record Verdict(State state, String detail) {
    static Verdict done(HostPlan.Action action, ProgramReport report) {
        return new Verdict(action == HostPlan.Action.REMOVE ? State.REMOVED : State.APPLIED,
                String.join("; ", report.values()));
    }

    static Verdict failed(String detail) {
        return new Verdict(State.FAILED, detail);
    }

    static Verdict refused(String detail) {
        return new Verdict(State.REFUSED, detail);
    }

    /** Never connected. */
    static Verdict unreachable(SshException failed) {
        String reason = String.valueOf(failed.getMessage());
        return failed.reason().isRefusal() ? refused(reason) : new Verdict(State.SKIPPED, reason);
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
            case RESTORED, ROLLED_BACK -> new Verdict(State.ROLLED_BACK, reason + said + "; it is what it was before");
            case BROKEN -> failed(reason + said);
            case DONE, UNFINISHED, UNKNOWN -> failed(reason + said + "; run plan to see what the host has");
        };
    }
}
