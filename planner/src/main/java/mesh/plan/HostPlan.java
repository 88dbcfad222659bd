// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import mesh.desired.DesiredHost;
import mesh.desired.DesiredInterface;
import mesh.files.FileContent;
import mesh.files.HostLayout;
import mesh.files.HostPath;
import mesh.files.RenderedHost;
import mesh.live.LiveHost;
import mesh.live.Manifest;
import mesh.lock.Reach;
import mesh.model.KeyPolicy.Custody;
import mesh.name.NodeName;
import mesh.net.InterfaceName;

/**
 * What apply does to one host.
 *
 * @param host which one
 * @param reach how it is reached
 * @param action the kind of change as a whole
 * @param changes in the order they are shown; empty for {@link Action#NONE} and {@link Action#UNKNOWN}
 * @param impact the worst of its changes
 * @param impactDetail one line for people: which sessions drop, or why nothing is known
 * @param desired absent for a host that leaves
 * @param rendered absent for a host that leaves, and while keys are not known
 * @param live absent when the host could not be read
 * @param notices what to know before approving, in the order they are shown
 */
public record HostPlan(NodeName host, Reach reach, Action action, List<Change> changes, Impact impact,
        String impactDetail, Optional<DesiredHost> desired, Optional<RenderedHost> rendered, Optional<LiveHost> live,
        List<Notice> notices) {

    public HostPlan {
        changes = List.copyOf(changes);
        notices = List.copyOf(notices);
    }

    /** Without notices. */
    public HostPlan(NodeName host, Reach reach, Action action, List<Change> changes, Impact impact,
            String impactDetail, Optional<DesiredHost> desired, Optional<RenderedHost> rendered,
            Optional<LiveHost> live) {
        this(host, reach, action, changes, impact, impactDetail, desired, rendered, live, List.of());
    }

    /** The same with {@code more} notices. */
    public HostPlan with(List<Notice> more) {
        List<Notice> all = Stream.concat(notices.stream(), more.stream()).toList();
        return new HostPlan(host, reach, action, changes, impact, impactDetail, desired, rendered, live, all);
    }

    /** The same with another change before the others. */
    HostPlan with(Change change) {
        List<Change> all = Stream.concat(Stream.of(change), changes.stream()).toList();
        return new HostPlan(host, reach, action == Action.NONE ? Action.UPDATE : action, all, impact, impactDetail,
                desired, rendered, live, notices);
    }

    /**
     * True where the host makes keys of its own and does not have the one that the mesh knows it by: its file is gone, or
     * what was applied last is another, as it is after an older lock came back.
     */
    public boolean lostKey() {
        if (desired.isEmpty() || desired.get().iface().custody() != Custody.HOST) {
            return false;
        }
        DesiredInterface iface = desired.get().iface();
        return iface.publicKey().isPresent() && (changes.stream().anyMatch(Change.KeyBirth.class::isInstance)
                || appliedKey(iface.name())
                        .filter(identity -> !identity
                                .equals(new FileContent.PrivateKey(iface.publicKey().get()).identity()))
                        .isPresent());
    }

    private Optional<String> appliedKey(InterfaceName name) {
        HostPath path = new HostLayout(name).privateKey();
        return live.flatMap(LiveHost::manifest).stream().flatMap(manifest -> manifest.files().stream())
                .filter(entry -> entry.path().equals(path)).map(Manifest.Entry::identity).findFirst();
    }

    /** The kind of change, with the symbol that plans show. */
    public enum Action {
        CREATE("+"), UPDATE("~"), REPLACE("-/+"), REMOVE("-"), NONE(" "), UNKNOWN("?");

        private final String symbol;

        Action(String symbol) {
            this.symbol = symbol;
        }

        public String symbol() {
            return symbol;
        }
    }
}
