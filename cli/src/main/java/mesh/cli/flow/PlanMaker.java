// SPDX-License-Identifier: Apache-2.0
package mesh.cli.flow;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import mesh.apply.ReadRequest;
import mesh.cli.agent.BundledAgent;
import mesh.desired.DesiredHost;
import mesh.desired.DesiredMesh;
import mesh.desired.RemovedHost;
import mesh.files.HostFile;
import mesh.files.HostLayout;
import mesh.files.HostPath;
import mesh.files.RenderedHost;
import mesh.live.BaseState;
import mesh.live.HostReading;
import mesh.live.LiveHost;
import mesh.model.Host;
import mesh.name.NodeName;
import mesh.plan.Plan;
import mesh.plan.PlanDiff;
import mesh.plan.SameHosts;
import mesh.render.Renderers;

/** From an intent to a plan: renders what can be rendered, names what has to be read, compares the two. */
public final class PlanMaker {
    private final Renderers renderers = new Renderers(BundledAgent::bundled);

    /** Files of the hosts whose keys, and whose peers' keys, are all known. */
    public SortedMap<NodeName, RenderedHost> render(DesiredMesh desired) {
        return render(desired, host -> true);
    }

    private SortedMap<NodeName, RenderedHost> render(DesiredMesh desired, Predicate<NodeName> wanted) {
        SortedMap<NodeName, RenderedHost> rendered = new TreeMap<>();
        desired.eachHost().filter(host -> wanted.test(host.name())).filter(DesiredHost::keysKnown)
                .map(renderers::render).toList().forEach(host -> rendered.put(host.host(), host));
        return rendered;
    }

    /** What has to be read of the selected hosts, sorted by name. */
    public List<ReadRequest> requests(DesiredMesh desired, Selection selection) {
        SortedMap<NodeName, RenderedHost> rendered = render(desired);
        SortedMap<NodeName, ReadRequest> requests = new TreeMap<>();
        for (RemovedHost removed : desired.removed()) {
            requests.put(removed.name(), new ReadRequest(removed.name(), removed.reach(), List.of()));
        }
        for (DesiredHost host : desired.hosts()) {
            requests.put(host.name(), new ReadRequest(host.name(), host.reach(), paths(host, rendered)));
        }
        return requests.values().stream().filter(request -> selection.includes(request.host())).toList();
    }

    /** The key is looked at even while no file can be rendered: a host that has one must not make another. */
    private static List<HostPath> paths(DesiredHost host, SortedMap<NodeName, RenderedHost> rendered) {
        RenderedHost files = rendered.get(host.name());
        return files == null
                ? List.of(new HostLayout(host.iface().name()).privateKey())
                : files.files().stream().map(HostFile::path).toList();
    }

    /** The plan of the hosts that were read. */
    public Plan plan(DesiredMesh desired, List<HostReading> readings, String basis) {
        SortedMap<NodeName, HostReading> byName = new TreeMap<>();
        readings.forEach(reading -> byName.put(reading.host(), reading));
        return PlanDiff.diff(desired, render(desired, byName::containsKey), byName, basis);
    }

    /**
     * The plan of the selected hosts against an earlier desired state, for which no host is contacted. Hosts that
     * {@code base} lacks under any name are bare.
     */
    public Plan plan(Intent intent, DesiredMesh base, Selection selection, String basis) {
        DesiredMesh desired = intent.desired();
        Set<NodeName> same = SameHosts.of(base, desired);
        SortedMap<NodeName, LiveHost> before = before(base, same);
        SortedMap<NodeName, HostReading> readings = new TreeMap<>();
        for (Host host : intent.mesh().hosts().stream().filter(host -> !same.contains(host.name())).toList()) {
            Optional<LiveHost> renamed = host.was().map(before::get).map(live -> live.named(host.name()));
            LiveHost live = before.getOrDefault(host.name(), renamed.orElse(LiveHost.bare(host.name())));
            readings.put(host.name(), new HostReading.Read(live));
        }
        for (RemovedHost removed : desired.removed()) {
            Optional.ofNullable(before.get(removed.name()))
                    .ifPresent(live -> readings.put(removed.name(), new HostReading.Read(live)));
        }
        readings.keySet().removeIf(host -> !selection.includes(host));
        Set<NodeName> shown = same.stream().filter(selection::includes).collect(Collectors.toSet());
        return PlanDiff.diff(desired, render(desired, readings::containsKey), readings, shown, basis);
    }

    private SortedMap<NodeName, LiveHost> before(DesiredMesh base, Set<NodeName> same) {
        SortedMap<NodeName, RenderedHost> rendered = render(base, host -> !same.contains(host));
        SortedMap<NodeName, LiveHost> before = new TreeMap<>();
        base.hosts().stream().filter(host -> !same.contains(host.name())).forEach(host -> before.put(host.name(),
                BaseState.of(host, Optional.ofNullable(rendered.get(host.name())))));
        return before;
    }
}
