// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import mesh.desired.DesiredHost;
import mesh.desired.DesiredMesh;
import mesh.desired.DesiredPeer;
import mesh.name.NodeName;

/**
 * Hosts that two desired states want alike, so that nothing needs to be rendered to know that nothing changes there. Hosts
 * of a mesh share peers: two of them are compared once, however many hosts have them.
 */
public final class SameHosts {
    private final Map<DesiredPeer, DesiredPeer> same = new IdentityHashMap<>();

    private SameHosts() {}

    /** By their names; a host whose keys are not all known is never among them. */
    public static Set<NodeName> of(DesiredMesh before, DesiredMesh after) {
        SameHosts hosts = new SameHosts();
        Map<NodeName, DesiredHost> earlier = new HashMap<>();
        before.hosts().forEach(host -> earlier.put(host.name(), host));
        Set<NodeName> alike = new HashSet<>();
        for (DesiredHost host : after.hosts()) {
            DesiredHost other = earlier.get(host.name());
            if (other != null && host.keysKnown() && hosts.alike(other, host)) {
                alike.add(host.name());
            }
        }
        return alike;
    }

    @SuppressWarnings("ReferenceEquality")
    private boolean alike(DesiredHost one, DesiredHost other) {
        return one == other || one.mesh().equals(other.mesh()) && one.reach().equals(other.reach())
                && one.iface().equals(other.iface()) && one.routes().equals(other.routes())
                && one.ground().equals(other.ground()) && peersAlike(one.peers(), other.peers());
    }

    private boolean peersAlike(List<DesiredPeer> some, List<DesiredPeer> others) {
        if (some.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < some.size(); i++) {
            if (!alike(some.get(i), others.get(i))) {
                return false;
            }
        }
        return true;
    }

    @SuppressWarnings("ReferenceEquality")
    private boolean alike(DesiredPeer one, DesiredPeer other) {
        if (same.get(one) == other) {
            return true;
        }
        boolean equal = one.equals(other);
        if (equal) {
            same.put(one, other);
        }
        return equal;
    }
}
