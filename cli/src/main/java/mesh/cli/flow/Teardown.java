// SPDX-License-Identifier: Apache-2.0
package mesh.cli.flow;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

import mesh.desired.DesiredMesh;
import mesh.desired.RemovedHost;
import mesh.lock.Lockfile;
import mesh.name.NodeName;

/** The selected hosts without the mesh, whatever the spec says of them. */
public final class Teardown {
    private Teardown() {}

    /** A mesh in which all selected hosts are to be de-configured, those that left the spec included. */
    public static DesiredMesh desired(DesiredMesh mesh, Selection selection) {
        List<RemovedHost> all = new ArrayList<>(mesh.removed());
        mesh.hosts().forEach(host -> all.add(new RemovedHost(host.name(), host.reach())));
        List<RemovedHost> leaving = all.stream().filter(host -> selection.includes(host.name()))
                .sorted(Comparator.comparing(RemovedHost::name)).toList();
        return new DesiredMesh(mesh.name(), List.of(), leaving, List.of(), mesh.formerAddresses());
    }

    /**
     * The lock once {@code clean} carry nothing of the mesh. What the spec still has keeps its address and is as if it was
     * never configured: its key is gone for good.
     */
    public static Lockfile after(Lockfile lock, Collection<NodeName> clean) {
        Lockfile next = lock.withoutKeys(clean);
        for (NodeName host : clean) {
            next = next.nodes().containsKey(host) ? next : next.cleaned(host);
        }
        return next;
    }
}
