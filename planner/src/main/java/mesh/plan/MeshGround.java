// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import mesh.desired.DesiredHost;
import mesh.desired.DesiredMesh;
import mesh.desired.DesiredPeer;
import mesh.live.LiveHost;
import mesh.name.NodeName;
import mesh.net.Cidr;
import mesh.net.IpAddress;
import mesh.net.NetworkHost;

/**
 * Whose an address is that lies in the mesh: a node's own, or in a network behind it; before the change or after it.
 * Networks of length 0 are left out: what goes through an exit node, its own rules say.
 */
final class MeshGround {
    private final Map<IpAddress, NodeName> addresses = new HashMap<>();
    private final Map<Cidr, NodeName> networks = new HashMap<>();
    /** Where hosts are found from outside the mesh. */
    private final Map<NetworkHost, NodeName> outside = new HashMap<>();

    private MeshGround() {}

    static MeshGround of(DesiredMesh desired, Collection<HostPlan> plans) {
        MeshGround ground = new MeshGround();
        Set<NodeName> seen = new HashSet<>();
        for (DesiredHost host : desired.hosts()) {
            host.iface().addresses().forEach(own -> ground.addresses.put(own.address(), host.name()));
            host.peers().stream().filter(peer -> seen.add(peer.name())).forEach(ground::add);
        }
        desired.formerAddresses().forEach(ground.addresses::putIfAbsent);
        for (HostPlan plan : plans) {
            ground.outside.putIfAbsent(plan.reach().ssh().host(), plan.host());
            plan.changes().forEach(change -> ground.addFormer(change, plan));
        }
        return ground;
    }

    private void add(DesiredPeer peer) {
        peer.ownIps().forEach(allowed -> add(allowed, peer.name()));
        peer.endpoint().ifPresent(endpoint -> outside.putIfAbsent(endpoint.host(), peer.name()));
    }

    private void add(Cidr allowed, NodeName node) {
        if (allowed.prefixLength() == allowed.network().bits()) {
            addresses.putIfAbsent(allowed.network(), node);
        } else if (allowed.prefixLength() > 0) {
            networks.putIfAbsent(allowed, node);
        }
    }

    /** What a change takes from a peer was that peer's. */
    private void addFormer(Change change, HostPlan plan) {
        switch (change) {
            case Change.PeerRemove removed ->
                removed.name().ifPresent(name -> behind(removed, plan).forEach(network -> add(network, name)));
            case Change.PeerUpdate update ->
                update.allowedIpsRemoved().forEach(one -> add(one, update.after().name()));
            default -> {
            }
        }
    }

    /** The allowed IPs that a peer has on {@code plan}'s host, which loses it; networks of length 0 left out. */
    static List<Cidr> behind(Change.PeerRemove removed, HostPlan plan) {
        return plan.live().flatMap(LiveHost::iface).stream().flatMap(iface -> iface.peers().stream())
                .filter(peer -> peer.publicKey().equals(removed.publicKey()))
                .flatMap(peer -> peer.allowedIps().stream()).filter(allowed -> allowed.prefixLength() > 0).toList();
    }

    /** Whose tunnel leads to {@code address}; absent for one outside the mesh. */
    Optional<NodeName> owner(IpAddress address) {
        return Optional.ofNullable(addresses.get(address)).or(() -> networks.entrySet().stream()
                .filter(network -> network.getKey().contains(address))
                .max(Comparator.comparing(network -> network.getKey().prefixLength())).map(Map.Entry::getValue));
    }

    /** True for an address of a node itself, not of a network behind one. */
    boolean isNode(IpAddress address) {
        return addresses.containsKey(address);
    }

    /** The node whose sshd or endpoint is at {@code host}, inside the mesh or outside. */
    Optional<NodeName> machine(NetworkHost host) {
        Optional<NodeName> inside = host instanceof NetworkHost.Literal literal
                ? Optional.ofNullable(addresses.get(literal.address()))
                : Optional.empty();
        return inside.or(() -> Optional.ofNullable(outside.get(host)));
    }
}
