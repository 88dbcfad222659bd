// SPDX-License-Identifier: Apache-2.0
package mesh.desired;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import mesh.key.PublicKey;
import mesh.lock.LockedNode;
import mesh.lock.Lockfile;
import mesh.model.Device;
import mesh.model.EndpointOption;
import mesh.model.External;
import mesh.model.Host;
import mesh.model.Node;
import mesh.name.NodeName;
import mesh.name.SiteName;
import mesh.net.Cidr;
import mesh.net.Endpoint;
import mesh.net.Keepalive;

/**
 * A node as its peers see it. Hosts that see it alike share one {@link DesiredPeer}: a full mesh of 1,000 hosts has a
 * million peers and some thousand objects.
 */
final class PeerSource {
    private record View(Optional<Endpoint> endpoint, Keepalive keepalive, Optional<Integer> epoch) {}

    private final Node node;
    private final Optional<PublicKey> publicKey;
    private final List<Cidr> allowedIps;
    private final Map<Optional<SiteName>, Optional<Endpoint>> endpoints = new HashMap<>();
    private final Map<View, DesiredPeer> views = new HashMap<>();
    private final Optional<LockedNode> locked;

    private PeerSource(Node node, Optional<PublicKey> publicKey, List<Cidr> allowedIps, Optional<LockedNode> locked) {
        this.node = node;
        this.publicKey = publicKey;
        this.allowedIps = allowedIps.stream().sorted().toList();
        this.locked = locked;
    }

    /** @throws IllegalStateException if the lock knows nothing of a host or device */
    static PeerSource of(Node node, Lockfile lock) {
        return switch (node) {
            case External external -> new PeerSource(external, Optional.of(external.publicKey()),
                    external.allowedIps(), Optional.empty());
            case Device device -> {
                LockedNode entry = entry(lock, device.name());
                yield new PeerSource(device, Optional.of(device.publicKey()), own(entry), Optional.of(entry));
            }
            case Host host -> {
                LockedNode entry = entry(lock, host.name());
                List<Cidr> allowed = own(entry);
                allowed.addAll(host.routes());
                yield new PeerSource(host, entry.publicKey(), allowed, Optional.of(entry));
            }
        };
    }

    private static LockedNode entry(Lockfile lock, NodeName name) {
        LockedNode entry = lock.nodes().get(name);
        if (entry == null) {
            throw new IllegalStateException(name + " is not in the lock; update the lock first");
        }
        return entry;
    }

    private static List<Cidr> own(LockedNode entry) {
        List<Cidr> own = new ArrayList<>();
        entry.addresses().forEach(address -> own.add(Cidr.host(address)));
        return own;
    }

    Node node() {
        return node;
    }

    NodeName name() {
        return node.name();
    }

    List<Cidr> allowedIps() {
        return allowedIps;
    }

    /** The lock's entry; absent for externals. */
    Optional<LockedNode> locked() {
        return locked;
    }

    /** Where a node at {@code site} calls this one; absent if it cannot. */
    Optional<Endpoint> endpointFor(Optional<SiteName> site) {
        return switch (node) {
            case Device device -> Optional.empty();
            case External external -> external.endpoint();
            case Host host -> endpoints.computeIfAbsent(site, requester -> choose(host, requester));
        };
    }

    private Optional<Endpoint> choose(Host host, Optional<SiteName> requester) {
        Optional<EndpointOption> near = host.endpoints().stream()
                .filter(option -> option.forSite().isPresent() && option.forSite().equals(requester)).findFirst();
        Optional<EndpointOption> anywhere = host.endpoints().stream()
                .filter(option -> option.forSite().isEmpty() && !host.behindNat()).findFirst();
        return near.or(() -> anywhere).flatMap(option -> option.port().or(() -> locked.flatMap(LockedNode::port))
                .map(port -> new Endpoint(option.host(), port)));
    }

    /** This node as a peer of {@code host}. */
    DesiredPeer asPeerOf(Host host, Optional<Integer> presharedEpoch) {
        Optional<SiteName> itsSite = node instanceof Host other ? other.site() : Optional.empty();
        boolean together = host.site().isPresent() && host.site().equals(itsSite);
        Keepalive keepalive = host.behindNat() && !together ? host.keepalive() : new Keepalive(0);
        Optional<Integer> epoch = node instanceof Host ? presharedEpoch : Optional.empty();
        return views.computeIfAbsent(new View(endpointFor(host.site()), keepalive, epoch),
                view -> new DesiredPeer(name(), publicKey, view.endpoint(), allowedIps, view.keepalive(),
                        view.epoch()));
    }
}
