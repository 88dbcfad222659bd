// SPDX-License-Identifier: Apache-2.0
package mesh.bench.footprint;

import mesh.bench.command.ProcessorTime;
import mesh.lab.nat.SceneHost;

/** The process of an agent, as the kernel counts it. */
final class Process {
    private static final double KIB_A_MIB = 1024;

    private final SceneHost host;

    Process(SceneHost host) {
        this.host = host;
    }

    /** MiB of memory that are resident. */
    double residentMib() {
        return Double.parseDouble(host.host().run("awk '/^VmRSS:/ { print $2 }' /proc/" + host.agentPid() + "/status")
                .orThrow().strip()) / KIB_A_MIB;
    }

    /** Seconds of processor so far, with those of programs that it called and that have ended. */
    double cpuSeconds() {
        // Fields behind the name, which is in brackets: user, system, and the same of children.
        return Double.parseDouble(host.host()
                .run("sed 's/.*) //' /proc/" + host.agentPid() + "/stat | awk '{ print $12 + $13 + $14 + $15 }'")
                .orThrow().strip()) / ProcessorTime.TICKS_PER_SECOND;
    }
}
