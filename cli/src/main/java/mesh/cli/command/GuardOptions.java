// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import mesh.cli.flow.Intent;
import mesh.plan.Plan;

import picocli.CommandLine.Option;

/** What a run may do although it could be a mistake. */
final class GuardOptions {
    @Option(names = "--overwrite-foreign", description = "Writes over what another hand made: edited files, a configuration that mesh did not write, peers that it did not set up.")
    private boolean overwriteForeign;

    @Option(names = "--allow-ssh-path", description = "Lets a plan change the way that SSH takes to a host together with the mesh.")
    private boolean allowSshPath;

    /** @throws MeshException if {@code plan} does what no option allows */
    void check(Intent intent, Plan plan) {
        if (!overwriteForeign) {
            ForeignGuard.check(plan);
        }
        if (!allowSshPath) {
            PathGuard.check(intent, plan);
        }
    }
}
