// SPDX-License-Identifier: Apache-2.0
package mesh.desired;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import mesh.key.PublicKey;
import mesh.lock.LockedKey;
import mesh.lock.LockedNode;
import mesh.lock.Lockfile;
import mesh.model.Device;
import mesh.model.External;
import mesh.model.Host;
import mesh.model.Node;
import mesh.name.NodeName;
import mesh.net.Cidr;
import mesh.net.Endpoint;
import mesh.net.Keepalive;
import mesh.path.Call;

/**
 * A node as its peers see it. Hosts that see it alike share one list of entries: a full mesh of 1,000 hosts has a
 * million peers and some thousand objects. Safe for concurrent use.
 */
final class PeerSource {
    private record View(Optional<Endpoint> endpoint, List<Cidr> allowedIps, List<Cidr> carried, Keepalive keepalive,
            boolean byAgent, Optional<Integer> epoch) {

        /** Written out: what the compiler makes of a record costs ten times as much before it is optimized. */
        @Override
        public boolean equals(Object other) {
            return other instanceof View that && endpoint.equals(that.endpoint) && allowedIps.equals(that.allowedIps)
                    && carried.equals(that.carried) && keepalive.seconds() == that.keepalive.seconds()
                    && byAgent == that.byAgent && epoch.equals(that.epoch);
        }

        @Override
        public int hashCode() {
            return Objects.hash(endpoint, allowedIps, carried, keepalive.seconds(), byAgent, epoch);
        }
    }

    /** A view and what it gave. */
    private record Seen(View view, List<DesiredPeer> entries) {}

    /** A call and where it leads. */
    private record Called(Call call, Optional<Endpoint> endpoint) {}

    private static final Keepalive OFF = new Keepalive(0);
    private static final List<Cidr> EVERYTHING = List.of(Cidr.parse("0.0.0.0/0"), Cidr.parse("::/0"));

    private final Node node;
    private final Optional<PublicKey> publicKey;
    private final List<Cidr> addresses;
    private final List<Cidr> networks;
    private final List<Cidr> allowedIps;
    private final Map<View, List<DesiredPeer>> views = new ConcurrentHashMap<>();
    private final Map<Call, Optional<Endpoint>> endpoints = new ConcurrentHashMap<>();
    private volatile Optional<Called> lastCall = Optional.empty();
    private volatile Optional<Seen> last = Optional.empty();
    private final Optional<LockedNode> locked;

    private PeerSource(Node node, Optional<PublicKey> publicKey, List<Cidr> networks, Optional<LockedNode> locked) {
        this.node = node;
        this.publicKey = publicKey;
        this.addresses = locked.stream().flatMap(entry -> entry.addresses().stream()).map(Cidr::host).sorted().toList();
        this.networks = networks;
        this.allowedIps = Stream.concat(addresses.stream(), networks.stream()).sorted().toList();
        this.locked = locked;
    }

    /** @throws IllegalStateException if the lock knows nothing of a host or device */
    static PeerSource of(Node node, Lockfile lock) {
        return switch (node) {
            case External external -> new PeerSource(external, Optional.of(external.publicKey()),
                    external.allowedIps(), Optional.empty());
            case Device device -> {
                LockedNode entry = entry(lock, device.name());
                yield new PeerSource(device, device.publicKey().or(entry::publicKey), List.of(), Optional.of(entry));
            }
            case Host host -> {
                LockedNode entry = entry(lock, host.name());
                yield new PeerSource(host, entry.publicKey(), host.routes(), Optional.of(entry));
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

    Node node() {
        return node;
    }

    /** False for a device whose last day is over, and for one that has no key yet: nobody can call it or be called. */
    boolean takesPart() {
        return !(node instanceof Device device) || !device.term().over() && publicKey.isPresent();
    }

    NodeName name() {
        return node.name();
    }

    /** Its addresses and the networks behind it, sorted. */
    List<Cidr> allowedIps() {
        return allowedIps;
    }

    /** The networks behind it. */
    List<Cidr> networks() {
        return networks;
    }

    /** Its own addresses, sorted. */
    List<Cidr> addresses() {
        return addresses;
    }

    /** Whether {@code other} stands at the site of this node, where it has the networks behind it already. */
    boolean atSiteOf(Node other) {
        return node instanceof Host own && other instanceof Host host && host.site().isPresent()
                && host.site().equals(own.site());
    }

    /** The lock's entry; absent for externals. */
    Optional<LockedNode> locked() {
        return locked;
    }

    /** Where {@code call} leads: to a port of its own, or to the one this node listens on. Most are as the one before. */
    @SuppressWarnings("ReferenceEquality")
    Optional<Endpoint> endpoint(Call call) {
        Optional<Called> known = lastCall;
        if (known.isEmpty() || known.get().call() != call) {
            known = Optional.of(new Called(call, endpoints.computeIfAbsent(call, this::endpointOf)));
            lastCall = known;
        }
        return known.get().endpoint();
    }

    private Optional<Endpoint> endpointOf(Call call) {
        return call.port().or(() -> locked.flatMap(LockedNode::port)).map(port -> new Endpoint(call.host(), port));
    }

    /** The epoch of its preshared keys where the spec says {@code fromSpec}. */
    int presharedEpoch(int fromSpec) {
        return locked.map(entry -> entry.presharedEpoch(fromSpec)).orElse(fromSpec);
    }

    /**
     * This node as a peer of {@code host}: the entry of its key, and those of a key that comes or goes.
     *
     * @param watched either of the two listens whether the other is alive
     * @param allowedIps what the host reaches through it
     * @param carried those of them that are not its own
     */
    List<DesiredPeer> asPeerOf(Host host, PeerTable.Entry entry, boolean watched, List<Cidr> allowedIps,
            List<Cidr> carried, Optional<Integer> presharedEpoch) {
        Keepalive keepalive = watched ? Watch.KEEPALIVE : entry.keepsOpen() ? host.keepalive() : OFF;
        Optional<Integer> epoch = node instanceof Host ? presharedEpoch : Optional.empty();
        Optional<NodeName> exit = host.passage().preferredExit();
        List<Cidr> allowed = exit.isPresent() && exit.get().equals(name())
                ? withInternet(allowedIps)
                : allowedIps;
        return seenAs(new View(entry.endpoint(), allowed, carried, keepalive, entry.byAgent(), epoch));
    }

    /** Most hosts see it as the one before did. */
    private List<DesiredPeer> seenAs(View view) {
        Optional<Seen> seen = last;
        if (seen.isEmpty() || !seen.get().view().equals(view)) {
            seen = Optional.of(new Seen(view, views.computeIfAbsent(view, this::entries)));
            last = seen;
        }
        return seen.get().entries();
    }

    /** All addresses of the families in which it has one itself. */
    private List<Cidr> withInternet(List<Cidr> near) {
        return Stream.concat(near.stream(), everything().stream()).sorted().toList();
    }

    /** Networks that stand for all addresses of the families in which it has one itself. */
    List<Cidr> everything() {
        return addresses.stream().map(address -> address.isV6() ? "::/0" : "0.0.0.0/0").distinct().map(Cidr::parse)
                .toList();
    }

    /**
     * This node as a peer of {@code device}, which learns one key. Its exit gets both families: one that the mesh does not
     * have must not go another way.
     */
    DesiredPeer asPeerOf(Device device, PeerTable.Entry entry, List<Cidr> reached) {
        List<Cidr> allowed = device.leaving().exit().equals(Optional.of(name()))
                ? Stream.concat(reached.stream(), EVERYTHING.stream()).sorted().toList()
                : reached;
        return new DesiredPeer(name(), publicKey, entry.endpoint(), allowed, device.keepalive(), Optional.empty());
    }

    private List<DesiredPeer> entries(View view) {
        List<DesiredPeer> entries = new ArrayList<>();
        entries.add(new DesiredPeer(name(), publicKey, view.endpoint(), view.allowedIps(), view.keepalive(),
                view.epoch(), KeyRole.CURRENT, view.carried(), view.byAgent()));
        Optional<LockedKey> key = locked.flatMap(LockedNode::key);
        key.flatMap(LockedKey::next).ifPresent(
                next -> entries.add(new DesiredPeer(name(), Optional.of(next), view.endpoint(), List.of(),
                        view.keepalive(), view.epoch(), KeyRole.NEXT)));
        key.flatMap(LockedKey::former).ifPresent(
                former -> entries.add(new DesiredPeer(name(), Optional.of(former), view.endpoint(), List.of(), OFF,
                        view.epoch(), KeyRole.FORMER)));
        return List.copyOf(entries);
    }
}
