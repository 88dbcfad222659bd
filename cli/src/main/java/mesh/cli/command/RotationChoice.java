// SPDX-License-Identifier: Apache-2.0
package mesh.cli.command;

import picocli.CommandLine.Option;

/** Which keys, where no hosts are named; one of them at the most. */
final class RotationChoice {
    @Option(names = "--all", description = "All hosts.")
    private boolean all;

    @Option(names = "--due", description = "Hosts whose keys are older than keys.rotate-after, and those whose rotation was cut off.")
    private boolean due;

    @Option(names = "--psk", description = "The preshared keys of all pairs, instead of the hosts' own keys.")
    private boolean psk;

    boolean all() {
        return all;
    }

    boolean due() {
        return due;
    }

    boolean psk() {
        return psk;
    }

    boolean isEmpty() {
        return !all && !due && !psk;
    }
}
