// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import java.time.Duration;
import java.util.Optional;

import mesh.apply.Rollout;
import mesh.cli.run.ExitCode;
import mesh.cli.run.MeshException;
import mesh.plan.HostPlan;
import mesh.plan.Plan;

import picocli.CommandLine.Option;

/** How carefully hosts are changed: options of every command that changes them. */
final class RolloutOptions {
    private static final int LEAST_SECONDS = 3;
    private static final int MOST_SECONDS = 3600;
    /** In a mesh with fewer running hosts a canary is as good as the rest. */
    private static final int HOSTS_WITH_CANARY = 3;

    @Option(names = "--confirm-timeout", paramLabel = "SECONDS", defaultValue = "90", description = "A changed host that does not hear from mesh again for so long goes back to what it was. Default: ${DEFAULT-VALUE}.")
    private int confirmSeconds = 90;

    @Option(names = "--canary", paramLabel = "N", description = "Hosts that are changed first, alone. Default: 1 where three or more running hosts change, else 0.")
    private Optional<Integer> canaries = Optional.empty();

    @Option(names = "--batch", paramLabel = "N", defaultValue = "0", description = "Hosts that are changed together; the next batch waits for them. Default: 0, all.")
    private int batch;

    @Option(names = "--max-failures", paramLabel = "N", defaultValue = "0", description = "Failed hosts that do not stop the run. Default: ${DEFAULT-VALUE}.")
    private int maxFailures;

    Duration window() {
        if (confirmSeconds < LEAST_SECONDS || confirmSeconds > MOST_SECONDS) {
            throw usage("--confirm-timeout is " + confirmSeconds + "; it is a number of seconds from " + LEAST_SECONDS
                    + " to " + MOST_SECONDS);
        }
        return Duration.ofSeconds(confirmSeconds);
    }

    Rollout rollout(Plan plan) {
        int first = canaries.orElseGet(() -> defaultCanaries(plan));
        if (first < 0 || batch < 0 || maxFailures < 0) {
            throw usage("--canary, --batch and --max-failures are counted from 0");
        }
        return new Rollout(first, batch, maxFailures);
    }

    private static int defaultCanaries(Plan plan) {
        long running = plan.hosts().stream()
                .filter(host -> host.action() == HostPlan.Action.UPDATE || host.action() == HostPlan.Action.REPLACE)
                .count();
        return running >= HOSTS_WITH_CANARY ? 1 : 0;
    }

    private static MeshException usage(String message) {
        return new MeshException(ExitCode.USAGE, message, "");
    }
}
