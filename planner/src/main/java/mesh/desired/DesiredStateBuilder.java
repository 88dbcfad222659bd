// SPDX-License-Identifier: Apache-2.0
package mesh.desired;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import mesh.lock.LockedKey;
import mesh.lock.LockedNode;
import mesh.lock.Lockfile;
import mesh.model.Host;
import mesh.model.Mesh;
import mesh.name.NodeName;
import mesh.net.Cidr;
import mesh.net.InterfaceAddress;
import mesh.net.IpAddress;

/**
 * Works out what every host should have: a full mesh of hosts, devices and externals. Two nodes are peers if one of
 * them can call the other; pairs with a host in them where neither can are listed as missing paths. Pairs without a host
 * are not ours to configure and not listed. The networks behind a host are not given to hosts of its site: they are
 * connected there, and a second route to a connected network fails on some systems or takes its traffic. Pure.
 */
public final class DesiredStateBuilder {
    private final Mesh mesh;
    private final List<PeerSource> sources;
    private final Map<PeerSource, List<Cidr>> routes = new HashMap<>();
    private final List<MissingPath> missing = new ArrayList<>();
    private final GroundSource ground;

    private DesiredStateBuilder(Mesh mesh, Lockfile lock) {
        this.mesh = mesh;
        this.ground = new GroundSource(mesh.network());
        this.sources = mesh.nodes().map(node -> PeerSource.of(node, lock))
                .sorted(Comparator.comparing(PeerSource::name)).toList();
        sources.forEach(source -> routes.put(source, outsideRanges(source.networks())));
    }

    /**
     * @param lock up to date with {@code mesh}
     * @throws IllegalStateException if the lock lacks a node, or two nodes have the same allowed IPs
     */
    public static DesiredMesh build(Mesh mesh, Lockfile lock) {
        DesiredStateBuilder builder = new DesiredStateBuilder(mesh, lock);
        builder.refuseSharedAllowedIps();
        List<DesiredHost> hosts = builder.hosts();
        List<RemovedHost> removed = new ArrayList<>();
        SortedMap<IpAddress, NodeName> former = new TreeMap<>();
        lock.removed().forEach((name, tombstone) -> {
            tombstone.pending().ifPresent(reach -> removed.add(new RemovedHost(name, reach)));
            tombstone.addresses().forEach(address -> former.put(address, name));
        });
        builder.missing.sort(Comparator.comparing(MissingPath::one).thenComparing(MissingPath::other));
        return new DesiredMesh(mesh.name(), hosts, removed, builder.missing, former);
    }

    private void refuseSharedAllowedIps() {
        Map<Cidr, NodeName> owners = new HashMap<>();
        for (PeerSource source : sources) {
            for (Cidr allowed : source.allowedIps()) {
                NodeName first = owners.putIfAbsent(allowed, source.name());
                if (first != null) {
                    throw new IllegalStateException(
                            first + " and " + source.name() + " both have " + allowed + "; validate the spec first");
                }
            }
        }
    }

    private List<Cidr> outsideRanges(List<Cidr> networks) {
        return networks.stream()
                .filter(network -> mesh.network().ranges().stream().noneMatch(range -> range.contains(network)))
                .toList();
    }

    private List<DesiredHost> hosts() {
        List<DesiredHost> hosts = new ArrayList<>();
        for (PeerSource source : sources) {
            if (source.node() instanceof Host host) {
                hosts.add(host(source, host));
            }
        }
        return hosts;
    }

    private DesiredHost host(PeerSource own, Host host) {
        List<DesiredPeer> peers = new ArrayList<>();
        SortedSet<Cidr> through = new TreeSet<>();
        for (PeerSource other : sources) {
            if (other == own) {
                continue;
            }
            if (Reachability.connected(own, other)) {
                peers.addAll(other.asPeerOf(host, epoch(own, other)));
                if (!other.atSiteOf(host)) {
                    through.addAll(routes.getOrDefault(other, List.of()));
                }
            } else if (!(other.node() instanceof Host) || own.name().compareTo(other.name()) < 0) {
                missing.add(Reachability.missing(own, other));
            }
        }
        LockedNode locked = own.locked().orElseThrow();
        return new DesiredHost(mesh.name(), host.name(), locked.reach().orElseThrow(), iface(host, locked), peers,
                List.copyOf(through), ground.of(host, through));
    }

    /** The lower of both: a host that was not there when its epoch was raised goes on with the one it knows. */
    private Optional<Integer> epoch(PeerSource one, PeerSource other) {
        return mesh.keys().presharedEpoch()
                .map(fromSpec -> Math.min(one.presharedEpoch(fromSpec), other.presharedEpoch(fromSpec)));
    }

    private DesiredInterface iface(Host host, LockedNode locked) {
        List<InterfaceAddress> addresses = locked.addresses().stream()
                .map(address -> new InterfaceAddress(address, prefixLength(address))).sorted().toList();
        return new DesiredInterface(mesh.network().interfaceName(), locked.publicKey(), mesh.keys().custody(),
                locked.port().orElseThrow(), host.mtu(), addresses, locked.key().flatMap(LockedKey::former));
    }

    private int prefixLength(IpAddress address) {
        Optional<Cidr> range = mesh.network().ranges().stream().filter(one -> one.contains(address)).findFirst();
        return range.map(Cidr::prefixLength).orElse(address.bits());
    }
}
