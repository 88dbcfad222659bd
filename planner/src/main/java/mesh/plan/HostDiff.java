// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import mesh.desired.DesiredHost;
import mesh.files.HostLayout;
import mesh.files.HostPath;
import mesh.files.RenderedHost;
import mesh.live.LiveHost;
import mesh.live.Manifest;
import mesh.live.WatchedRoutes;
import mesh.model.KeyPolicy.Custody;
import mesh.plan.HostPlan.Action;

/** The plan of one host that the mesh wants. */
final class HostDiff {
    private final DesiredHost host;
    private final Optional<RenderedHost> rendered;
    private final LiveHost live;
    private final PeerNames names;

    private HostDiff(DesiredHost host, Optional<RenderedHost> rendered, LiveHost live, PeerNames names) {
        this.host = host;
        this.rendered = rendered;
        this.live = live;
        this.names = names;
    }

    static HostPlan diff(DesiredHost host, Optional<RenderedHost> rendered, LiveHost live, PeerNames names) {
        HostDiff diff = new HostDiff(WatchedRoutes.of(host, live).in(host), rendered, live, names);
        return diff.foreignOwner().map(reason -> diff.plan(Action.UNKNOWN, List.of(), Impact.NONE, reason))
                .orElseGet(diff::plan);
    }

    /** Why the machine is not this host's to change; absent where it is. */
    private Optional<String> foreignOwner() {
        Optional<Manifest> manifest = live.manifest();
        if (manifest.isEmpty()) {
            return Optional.empty();
        }
        String iface = host.iface().name().text();
        if (!manifest.get().mesh().equals(host.mesh())) {
            return Optional.of(iface + " on this machine belongs to mesh " + manifest.get().mesh()
                    + ": give this mesh another network.interface");
        }
        boolean sameKey = live.iface().flatMap(running -> running.publicKey()).equals(host.iface().publicKey())
                && host.iface().publicKey().isPresent();
        if (!manifest.get().host().equals(host.name()) && names.isHost(manifest.get().host()) && !sameKey) {
            return Optional.of(iface + " on this machine is configured as host " + manifest.get().host()
                    + ": check the ssh settings of both hosts");
        }
        return Optional.empty();
    }

    private HostPlan plan() {
        boolean keeps = keepsRunningKey();
        boolean birth = !keeps && needsBirth();
        boolean replace = live.manifest().map(manifest -> manifest.format() != host.reach().format()).orElse(false);
        List<Change> changes = new ArrayList<>();
        if (birth) {
            changes.add(new Change.KeyBirth(host.iface().name()));
        }
        if (keeps) {
            changes.add(new Change.KeyKeep(host.iface().name(), host.iface().publicKey().orElseThrow()));
        }
        if (replace && live.iface().isPresent()) {
            changes.add(new Change.InterfaceRemove(host.iface().name()));
        }
        if (replace || live.iface().isEmpty()) {
            changes.add(new Change.InterfaceCreate(host.iface().name()));
        }
        FileChanges files = new FileChanges(host, rendered, live, birth || keeps);
        PeerChanges peers = new PeerChanges(host, live, names, files);
        InterfaceChanges iface = new InterfaceChanges(host, live);
        changes.addAll(iface.settings(birth));
        changes.addAll(peers.added());
        changes.addAll(peers.updated());
        changes.addAll(iface.routes());
        changes.addAll(peers.removed());
        changes.addAll(iface.addressesRemoved());
        changes.addAll(replace ? List.of() : iface.services());
        changes.addAll(
                GroundChanges.of(host.iface().name(), host.reach().os(), host.ground(), rendered, live.ground()));
        changes.addAll(files.changes());
        Action action = action(changes, replace);
        ImpactRule impact = ImpactRule.of(host, live, action, changes);
        return plan(action, changes, impact.worst(), impact.detail())
                .with(new ForeignEdits(host.iface().name(), live, changes).notices(rendered.isPresent()))
                .with(GroundChanges.notices(changes));
    }

    private Action action(List<Change> changes, boolean replace) {
        if (changes.isEmpty()) {
            return Action.NONE;
        }
        if (replace) {
            return Action.REPLACE;
        }
        return live.manifest().isEmpty() && live.iface().isEmpty() ? Action.CREATE : Action.UPDATE;
    }

    /**
     * No key is known, or the host lost the one the lock knows: its file is gone, or is not the one that was applied
     * last. Under vault custody the file is written again instead.
     */
    private boolean needsBirth() {
        if (host.iface().custody() == Custody.VAULT) {
            return host.iface().publicKey().isEmpty();
        }
        HostPath path = new HostLayout(host.iface().name()).privateKey();
        Optional<String> digest = live.files().stream().filter(file -> file.path().equals(path))
                .map(file -> file.sha256()).findFirst();
        Optional<String> recorded = live.manifest().stream().flatMap(manifest -> manifest.files().stream())
                .filter(entry -> entry.path().equals(path)).map(entry -> entry.sha256()).findFirst();
        return host.iface().publicKey().isEmpty() || digest.isEmpty()
                || recorded.isPresent() && !recorded.equals(digest);
    }

    /** Somebody else set the interface up with the very key that the lock knows, and mesh has no file of it. */
    private boolean keepsRunningKey() {
        HostPath path = new HostLayout(host.iface().name()).privateKey();
        return host.iface().custody() == Custody.HOST && live.manifest().isEmpty()
                && host.iface().publicKey().isPresent()
                && live.iface().flatMap(running -> running.publicKey()).equals(host.iface().publicKey())
                && live.files().stream().noneMatch(file -> file.path().equals(path));
    }

    private HostPlan plan(Action action, List<Change> changes, Impact impact, String detail) {
        return new HostPlan(host.name(), host.reach(), action, changes, impact, detail, Optional.of(host), rendered,
                Optional.of(live));
    }
}
