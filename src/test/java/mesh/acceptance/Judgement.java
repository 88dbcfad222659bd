// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import java.util.List;

/**
 * What a disturbed change may end in. Before the host is armed it refuses or goes on; from then on only a confirmation
 * makes the change last; from "persisted" on it lasts.
 *
 * @param wanted whether the change brought the network or took it away
 */
record Judgement(String step, Fault fault, SubjectState before, SubjectState after, boolean wanted) {
    private static final List<String> ARMED = List.of("armed", "switched", "running", "through");
    private static final int APPLIED = 0;
    private static final int FAILED = 4;
    private static final int ROLLED_BACK = 5;

    void judge(Program.Run run, List<String> wrong) {
        if (after.half()) {
            wrong.add("half-way: " + after);
            return;
        }
        boolean changed = after.with() == wanted;
        if (changed != (after.generation() == before.generation() + 1)) {
            wrong.add("configuration and manifest disagree: before " + before + ", after " + after);
        }
        if (changed != mustChange(changed)) {
            wrong.add(changed ? "the change lasts although nobody confirmed it" : "the change is gone");
        }
        if (fault != Fault.KILL && !exitIsTrue(run.exitCode(), changed)) {
            wrong.add("exit " + run.exitCode() + " with the change " + (changed ? "made" : "not made") + ": "
                    + run.out() + run.err());
        }
    }

    /** What has to come of it; {@code changed} where both may. */
    private boolean mustChange(boolean changed) {
        if (step.equals("persisted") || fault == Fault.CUT_MESH) {
            return true;
        }
        boolean unconfirmed = ARMED.contains(step) && fault != Fault.FULL_DISK;
        return !unconfirmed && changed;
    }

    private boolean exitIsTrue(int exit, boolean changed) {
        boolean mustBeFive = ARMED.contains(step) && (fault == Fault.CUT_SSH || fault == Fault.REBOOT);
        return switch (exit) {
            case APPLIED -> changed;
            case FAILED -> !mustBeFive && !step.equals("persisted");
            case ROLLED_BACK -> !changed;
            default -> false;
        };
    }
}
