// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import mesh.desired.DesiredHost;
import mesh.desired.DesiredMesh;
import mesh.desired.DesiredPeer;
import mesh.key.PublicKey;
import mesh.live.HostReading;
import mesh.live.LivePeer;
import mesh.name.NodeName;
import mesh.net.Cidr;

/**
 * Whose a peer found on a host is: by its key, else by an address in its allowed IPs, of nodes that are in the mesh or
 * were. A host that got another key is still recognized by its address.
 */
final class PeerNames {
    private final Map<PublicKey, NodeName> byKey = new HashMap<>();
    private final Map<Cidr, NodeName> byAllowedIp = new HashMap<>();
    private final Set<NodeName> hosts = new HashSet<>();

    private PeerNames() {}

    static PeerNames of(DesiredMesh desired, Collection<HostReading> readings) {
        PeerNames names = new PeerNames();
        Set<DesiredPeer> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (DesiredHost host : desired.hosts()) {
            names.hosts.add(host.name());
            host.iface().publicKey().ifPresent(key -> names.byKey.put(key, host.name()));
            host.iface().addresses().forEach(own -> names.byAllowedIp.put(Cidr.host(own.address()), host.name()));
            host.peers().stream().filter(seen::add).forEach(names::add);
        }
        for (HostReading reading : readings) {
            if (reading instanceof HostReading.Read read) {
                read.live().iface().flatMap(iface -> iface.publicKey())
                        .ifPresent(key -> names.byKey.putIfAbsent(key, read.host()));
            }
        }
        desired.formerAddresses()
                .forEach((address, name) -> names.byAllowedIp.putIfAbsent(Cidr.host(address), name));
        return names;
    }

    private void add(DesiredPeer peer) {
        peer.publicKey().ifPresent(key -> byKey.put(key, peer.name()));
        peer.ownIps().forEach(allowed -> byAllowedIp.put(allowed, peer.name()));
    }

    Optional<NodeName> of(LivePeer peer) {
        return Optional.ofNullable(byKey.get(peer.publicKey())).or(() -> peer.allowedIps().stream()
                .filter(byAllowedIp::containsKey).map(byAllowedIp::get).findFirst());
    }

    /** True for a host that the mesh wants. */
    boolean isHost(NodeName name) {
        return hosts.contains(name);
    }
}
