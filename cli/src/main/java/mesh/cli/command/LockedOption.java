// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.util.List;

import mesh.cli.flow.Intent;
import mesh.cli.run.ExitCode;
import mesh.cli.run.MeshException;
import mesh.plan.Change;
import mesh.plan.HostPlan;
import mesh.plan.Plan;
import picocli.CommandLine.Option;

/** Keeps an apply to what was reviewed: for jobs in which nobody looks at the lock that they would write. */
final class LockedOption {
    @Option(names = "--locked", description = "Refuses a lock that is out of date or lacks a host's key, instead of deciding what nobody reviewed. For CI.")
    private boolean locked;

    /** @throws MeshException where spec and lock alone say that the lock would have to be written */
    void check(MeshCommand mesh, Intent intent) {
        if (locked && intent.lockOutOfDate()) {
            throw new MeshException(ExitCode.INVALID,
                    mesh.workspace().lockName() + " is out of date, and --locked keeps it",
                    "Run '" + mesh.hint("lock") + "' on the branch, and commit what it writes.");
        }
    }

    private static boolean makesKey(HostPlan host) {
        return host.desired().map(desired -> desired.iface().publicKey().isEmpty()).orElse(false)
                && host.changes().stream().anyMatch(Change.KeyBirth.class::isInstance);
    }

    /** @throws MeshException where a host would make a key that the lock does not know */
    void check(MeshCommand mesh, Plan plan) {
        List<String> births = plan.hosts().stream().filter(LockedOption::makesKey).map(host -> host.host().text())
                .toList();
        if (locked && !births.isEmpty()) {
            throw new MeshException(ExitCode.INVALID, mesh.workspace().lockName() + " has no key of "
                    + String.join(", ", births) + ", and --locked keeps it",
                    "Run '" + mesh.hint("bootstrap") + " " + births.getFirst()
                            + "' on the branch, and commit what it writes.");
        }
    }
}
