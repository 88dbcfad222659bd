// SPDX-License-Identifier: Apache-2.0
package mesh.apply;

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

    /** The connection broke while the program ran. The program goes on by itself, to its end or back. */
    static Verdict lost(SshException failed) {
        return failed("the connection broke while the host was changing (" + failed.getMessage()
                + "); the host ends the step by itself: run apply again to see and to finish");
    }

    /** A program that did not get through. */
    static Verdict of(ProgramReport report, CommandResult result) {
        String said = ToolOutput.lastLine(result.err());
        String reason = report.reason().orElse("the program ended with status " + result.exitStatus());
        return switch (report.ending()) {
            case STALE -> new Verdict(State.STALE, reason + "; nothing was changed: plan again");
            case REFUSED -> failed(reason + said + "; nothing was changed");
            case RESTORED -> failed(reason + said + "; the files are as they were"
                    + (!report.steps().contains("switched")
                            ? ""
                            : ", the running interface may have part of the change: run apply again"));
            case BROKEN -> failed(reason + said);
            case DONE, UNKNOWN -> failed(reason + said + "; run plan to see what the host has");
        };
    }
}
