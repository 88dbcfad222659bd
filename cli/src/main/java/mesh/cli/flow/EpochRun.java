// SPDX-License-Identifier: Apache-2.0
package mesh.cli.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import mesh.apply.ApplyReport;
import mesh.apply.HostOutcome;
import mesh.apply.HostOutcome.State;
import mesh.live.HostReading;
import mesh.lock.Lockfile;
import mesh.model.Host;
import mesh.name.NodeName;

/**
 * Replaces all preshared keys: the hosts that can be reached enter the next epoch together. A pair uses the lower epoch of
 * its two hosts, so one that cannot be reached goes on with the keys it has, as do its peers towards it. Sessions go on:
 * the new key counts from the next handshake.
 */
public final class EpochRun {
    /** After these the host has what it had. */
    private static final Set<State> UNTOUCHED = Set.of(State.SKIPPED, State.REFUSED, State.STALE, State.FAILED,
            State.ROLLED_BACK, State.LOCKED);

    private EpochRun() {}

    /** The epoch after the highest that is in use. */
    public static int next(Intent intent) {
        int fromSpec = intent.mesh().keys().presharedEpoch().orElseThrow();
        return 1 + intent.mesh().hosts().stream().mapToInt(host -> epoch(intent.lock(), host.name(), fromSpec)).max()
                .orElse(fromSpec);
    }

    private static int epoch(Lockfile lock, NodeName host, int fromSpec) {
        return lock.node(host).map(node -> node.presharedEpoch(fromSpec)).orElse(fromSpec);
    }

    /** The intent in which the hosts that were read are in the next epoch. Nothing is saved. */
    public static Intent raised(Intent intent, List<HostReading> readings) {
        int next = next(intent);
        Set<NodeName> read = readings.stream().filter(HostReading.Read.class::isInstance).map(HostReading::host)
                .collect(Collectors.toSet());
        Lockfile lock = intent.lock();
        for (Host host : intent.mesh().hosts()) {
            lock = read.contains(host.name()) ? lock.withPresharedEpoch(host.name(), next) : lock;
        }
        return intent.with(lock);
    }

    /**
     * Carries {@code raised} to the hosts that were read. Those that did not take it go back to the epoch they are in.
     *
     * @param before the intent before it was raised
     * @return every host's outcome at every step
     */
    public static ApplyReport carry(RotationTools tools, Intent before, Intent raised, List<HostReading> readings)
            throws InterruptedException {
        ApplyReport report = tools.apply(raised, readings);
        int fromSpec = before.mesh().keys().presharedEpoch().orElseThrow();
        List<HostOutcome> outcomes = report.outcomes();
        Lockfile lock = raised.lock();
        for (HostOutcome outcome : outcomes) {
            if (UNTOUCHED.contains(outcome.state()) && !raised.lock().node(outcome.host())
                    .equals(before.lock().node(outcome.host()))) {
                lock = lock.withPresharedEpoch(outcome.host(), epoch(before.lock(), outcome.host(), fromSpec));
                tools.say().accept(outcome.host() + ": keeps its preshared keys.");
            }
        }
        if (lock.equals(raised.lock())) {
            return report;
        }
        Intent settled = raised.with(lock).save(tools.workspace());
        List<HostOutcome> all = new ArrayList<>(outcomes);
        all.addAll(tools.apply(settled, tools.read(settled)).outcomes());
        return new ApplyReport(all);
    }
}
