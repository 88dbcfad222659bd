// SPDX-License-Identifier: Apache-2.0
package mesh.host;

import java.util.List;

import mesh.lock.Reach;
import mesh.plan.HostPlan;

/**
 * What makes one run's changes take themselves back.
 *
 * @param fence the run's token and window
 * @param provenance what hosts keep of the run
 */
public record Arming(Fence fence, Provenance provenance) {

    /** Beginning of a changing program: its turn, and its run's lease. */
    String beginning(Reach reach) {
        return "begin " + reach.interfaceName() + "\ntake_turn\nhold_lease " + fence.token() + "\n";
    }

    /** The rollback program and the manifest, among the staged files. */
    String staged(Reach reach, String manifest) {
        return ApplyProgram.script("rollback", RollbackText.of(reach)) + ApplyProgram.script("manifest", manifest);
    }

    /** @param how the change is made, by which the host knows how to go back */
    String arm(HostPlan plan, String how) {
        int generation = plan.live().flatMap(live -> live.manifest()).map(manifest -> manifest.generation()).orElse(0);
        String known = "generation " + (generation + 1) + "\nwindow " + fence.windowSeconds() + "\ncommit "
                + provenance.commit() + "\nby " + provenance.by() + "\nat " + provenance.at() + "\nsummary "
                + ChangeSummary.of(plan) + "\n";
        String words = ShellText
                .words(List.of("arm", how, Integer.toString(fence.windowSeconds()), fence.token()));
        return ShellText.withInput(words, known);
    }
}
