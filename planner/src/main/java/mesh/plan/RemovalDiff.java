// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import mesh.desired.RemovedHost;
import mesh.files.HostLayout;
import mesh.files.HostPath;
import mesh.live.LiveFile;
import mesh.live.LiveHost;
import mesh.live.Manifest;
import mesh.name.MeshName;
import mesh.plan.HostPlan.Action;

/** The plan of one host that left the mesh: everything of ours goes, nothing else is touched. */
final class RemovalDiff {
    private RemovalDiff() {}

    static HostPlan diff(MeshName mesh, RemovedHost host, LiveHost live, PeerNames names) {
        Optional<Manifest> manifest = live.manifest();
        if (manifest.isPresent() && !manifest.get().mesh().equals(mesh)) {
            return plan(host, live, List.of(), host.reach().interfaceName() + " on its machine belongs to mesh "
                    + manifest.get().mesh() + "; nothing is removed");
        }
        if (manifest.isPresent() && names.isHost(manifest.get().host()) && !manifest.get().host().equals(host.name())) {
            return plan(host, live, List.of(),
                    "its machine is host " + manifest.get().host() + " from here on; nothing is removed");
        }
        List<Change> changes = new ArrayList<>();
        if (manifest.isPresent()) {
            changes.add(new Change.InterfaceRemove(host.reach().interfaceName()));
            changes.addAll(GroundChanges.removal(host.reach().interfaceName(), host.reach().os(), live.ground()));
        }
        String directory = new HostLayout(host.reach().interfaceName()).directory() + "/";
        Set<HostPath> recorded = manifest.stream().flatMap(found -> found.files().stream()).map(Manifest.Entry::path)
                .collect(Collectors.toSet());
        live.files().stream()
                .filter(file -> recorded.contains(file.path()) || file.path().text().startsWith(directory))
                .sorted(Comparator.comparing(LiveFile::path))
                .forEach(
                        file -> changes.add(new Change.FileRemove(file.path(), file.text().map(KeyRedaction::redact))));
        return plan(host, live, changes, changes.isEmpty()
                ? "it carries nothing of the mesh"
                : host.reach().interfaceName() + " goes down for good; its sessions end");
    }

    private static HostPlan plan(RemovedHost host, LiveHost live, List<Change> changes, String detail) {
        Action action = changes.isEmpty() ? Action.NONE : Action.REMOVE;
        Impact impact = changes.isEmpty() ? Impact.NONE : Impact.INTERFACE_DOWN;
        return new HostPlan(host.name(), host.reach(), action, changes, impact, detail, Optional.empty(),
                Optional.empty(), Optional.of(live))
                .with(new ForeignEdits(host.reach().interfaceName(), live, changes).notices(true));
    }
}
