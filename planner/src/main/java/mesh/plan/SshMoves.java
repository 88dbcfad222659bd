// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import mesh.live.LiveHost;
import mesh.live.Manifest;
import mesh.lock.LockedNode;
import mesh.lock.Lockfile;
import mesh.lock.Reach;
import mesh.model.SshSettings;
import mesh.name.NodeName;

/** Hosts that one step reaches in another way than before and changes the tunnel of as well. Pure. */
public final class SshMoves {
    private SshMoves() {}

    /** @param saved the lock as it stands in its file: how hosts were reached before this step */
    public static List<SshPaths.Finding> of(Optional<Lockfile> saved, List<HostPlan> plans) {
        List<SshPaths.Finding> findings = new ArrayList<>();
        for (HostPlan plan : plans) {
            Optional<SshSettings> before = saved.flatMap(lock -> before(lock, plan));
            SshSettings after = plan.reach().ssh();
            if (before.filter(ssh -> !sameWay(ssh, after)).isPresent() && isRunning(plan)
                    && SshPaths.changesTunnel(plan)) {
                findings.add(new SshPaths.Finding(plan.host(), true, SshPaths.refused("this step changes how SSH comes"
                        + " to it (" + text(before.get()) + " became " + text(after) + ") and its tunnel as well")));
            }
        }
        return findings;
    }

    private static boolean isRunning(HostPlan plan) {
        return plan.live().flatMap(LiveHost::iface).isPresent();
    }

    /** Under its name, or under the one it had when it was applied last. */
    private static Optional<SshSettings> before(Lockfile saved, HostPlan plan) {
        Optional<NodeName> former = plan.live().flatMap(LiveHost::manifest).map(Manifest::host);
        return saved.node(plan.host()).or(() -> former.flatMap(saved::node)).flatMap(LockedNode::reach).map(Reach::ssh);
    }

    private static boolean sameWay(SshSettings one, SshSettings other) {
        return one.host().equals(other.host()) && one.port().equals(other.port()) && one.jump().equals(other.jump());
    }

    private static String text(SshSettings ssh) {
        return ssh.host() + " port " + ssh.port()
                + ssh.jump().map(jump -> " through " + jump.host() + " port " + jump.port()).orElse("");
    }
}
