// SPDX-License-Identifier: Apache-2.0
package mesh.acceptance;

import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

import mesh.lab.LabHost;
import mesh.lab.LabProcess;

/**
 * Looks at the processes of hosts again and again, as a curious user would with ps, until asked what it saw. Meant for
 * Linux hosts: OpenBSD's own ifconfig takes keys as arguments, which docs/concepts/security.md admits.
 */
final class ArgumentSampler {
    private final Set<String> seen = new ConcurrentSkipListSet<>();
    private final Thread thread;
    private volatile boolean done;

    private ArgumentSampler(LabHost... hosts) {
        thread = Thread.ofPlatform().daemon().start(() -> {
            while (!done) {
                for (LabHost host : hosts) {
                    for (LabProcess process : host.processes()) {
                        seen.add(process.arguments() + " " + process.environment());
                    }
                }
            }
        });
    }

    static ArgumentSampler of(LabHost... hosts) {
        return new ArgumentSampler(hosts);
    }

    /** Ends it and gives every argument list and environment seen, one a line. */
    String text() throws InterruptedException {
        done = true;
        thread.join();
        return String.join("\n", seen);
    }
}
