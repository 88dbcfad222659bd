// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.List;

import mesh.lock.Reach;
import mesh.plan.HostPlan;

/**
 * Confirms a change over a connection made after it: the manifest is put in place by a rename, then the timer is told to
 * end. It may run again where its answer was lost. {@link Ending#UNFINISHED} while the change is at work,
 * {@link Ending#ROLLED_BACK} where the host undid it, {@link Ending#REFUSED} where it never began.
 */
public final class ConfirmProgram {
    private ConfirmProgram() {}

    public static HostProgram of(HostPlan plan, Fence fence, Provenance provenance) {
        Reach reach = plan.reach();
        boolean leaves = plan.action() == HostPlan.Action.REMOVE;
        String words = ShellText
                .words(List.of("confirm", fence.token(), leaves ? "-" : provenance.at(), provenance.by()));
        return HostProgram.reporting(List.of("common", "home", "lease", "rollback", "confirm", "remove"),
                "begin " + reach.interfaceName() + "\ntake_turn\n" + words + "\n" + (leaves ? "remove_home\n" : "")
                        + "tell done\n");
    }
}
