// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

import mesh.desired.DesiredHost;
import mesh.desired.DesiredMesh;
import mesh.desired.RemovedHost;
import mesh.files.RenderedHost;
import mesh.live.HostReading;
import mesh.lock.Reach;
import mesh.name.NodeName;
import mesh.plan.HostPlan.Action;

/**
 * Compares what hosts should have with what they have. What only roaming or traffic moves is no change: learned
 * endpoints, handshakes, counters. Pure; equal input gives an equal plan.
 */
public final class PlanDiff {
    private PlanDiff() {}

    /**
     * @param rendered files of the hosts whose keys are all known; for the others peers and addresses are compared, and
     *        the files are known after apply
     * @param readings of the hosts to plan; a host without one is not in the plan
     * @param basis what the readings are: {@code live}, or {@code base REF}
     */
    public static Plan diff(DesiredMesh desired, Map<NodeName, RenderedHost> rendered,
            Map<NodeName, HostReading> readings, String basis) {
        return diff(desired, rendered, readings, Set.of(), basis);
    }

    /**
     * As {@link #diff(DesiredMesh, Map, Map, String)}.
     *
     * @param same hosts of which it is known without a reading that they have what they should
     */
    public static Plan diff(DesiredMesh desired, Map<NodeName, RenderedHost> rendered,
            Map<NodeName, HostReading> readings, Set<NodeName> same, String basis) {
        PeerNames names = PeerNames.of(desired, readings.values());
        SortedMap<NodeName, HostPlan> plans = new TreeMap<>();
        for (RemovedHost removed : desired.removed()) {
            plan(plans, removed.name(), readings, reading -> leaving(desired, removed, reading, names));
        }
        for (DesiredHost host : desired.hosts()) {
            Optional<RenderedHost> files = Optional.ofNullable(rendered.get(host.name()));
            plan(plans, host.name(), readings, reading -> staying(host, files, reading, names));
            if (same.contains(host.name())) {
                plans.put(host.name(), unchanged(host));
            }
        }
        List<HostPlan> noted = SshPaths.noted(List.copyOf(plans.values()), SshPaths.of(desired, plans.values()));
        return new Plan(desired.name(), basis, noted, desired.missingPaths());
    }

    private static void plan(SortedMap<NodeName, HostPlan> plans, NodeName name, Map<NodeName, HostReading> readings,
            Function<HostReading, HostPlan> planner) {
        HostReading reading = readings.get(name);
        if (reading != null) {
            plans.put(name, planner.apply(reading));
        }
    }

    private static HostPlan staying(DesiredHost host, Optional<RenderedHost> files, HostReading reading,
            PeerNames names) {
        return switch (reading) {
            case HostReading.Failed failed -> unknown(host.name(), host.reach(), failed, Optional.of(host), files);
            case HostReading.Read read -> HostDiff.diff(host, files, read.live(), names);
        };
    }

    private static HostPlan leaving(DesiredMesh mesh, RemovedHost host, HostReading reading, PeerNames names) {
        return switch (reading) {
            case HostReading.Failed failed ->
                unknown(host.name(), host.reach(), stillConfigured(failed), Optional.empty(), Optional.empty());
            case HostReading.Read read -> RemovalDiff.diff(mesh.name(), host, read.live(), names);
        };
    }

    /** Its peers forget it whether it answers or not. */
    private static HostReading.Failed stillConfigured(HostReading.Failed failed) {
        return new HostReading.Failed(failed.host(), failed.refused(), "still configured itself: " + failed.reason());
    }

    private static HostPlan unchanged(DesiredHost host) {
        return new HostPlan(host.name(), host.reach(), Action.NONE, List.of(), Impact.NONE, "", Optional.of(host),
                Optional.empty(), Optional.empty());
    }

    private static HostPlan unknown(NodeName name, Reach reach, HostReading.Failed failed,
            Optional<DesiredHost> desired,
            Optional<RenderedHost> files) {
        return new HostPlan(name, reach, Action.UNKNOWN, List.of(), Impact.NONE, failed.reason(), desired,
                files, Optional.empty());
    }
}
