// SPDX-License-Identifier: Apache-2.0
package mesh.desired;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import mesh.lock.LockedKey;
import mesh.lock.LockedNode;
import mesh.lock.Lockfile;
import mesh.model.Host;
import mesh.model.Mesh;
import mesh.name.NodeName;
import mesh.net.Cidr;
import mesh.net.InterfaceAddress;
import mesh.net.IpAddress;
import mesh.path.Path;

/**
 * Works out what every host should have. {@link mesh.path.Paths} says who is whose peer; linked pairs with a host in them
 * that have no path are listed as missing. The networks behind a host are not given to hosts of its site: they are
 * connected there, and a second route to a connected network fails on some systems or takes its traffic. Pure.
 */
public final class DesiredStateBuilder {
    private final Mesh mesh;
    private final Lockfile lock;
    private final PeerTable table;
    private final List<PeerSource> sources;
    private final Map<PeerSource, List<Cidr>> routes = new HashMap<>();
    private final GroundSource ground;
    private final WatchTable watches;
    private final Optional<NameTable> names;
    private final Optional<LinkDns> dns;
    private final AgentTable agents;

    /** What was worked out for one host. @param missing pairs that it is the one to tell of */
    private record Part(DesiredHost host, List<MissingPath> missing) {}

    private DesiredStateBuilder(Mesh mesh, Lockfile lock) {
        this.mesh = mesh;
        this.lock = lock;
        this.ground = new GroundSource(mesh.network());
        this.table = new PeerTable(mesh, lock);
        this.sources = table.sources();
        this.agents = new AgentTable(mesh, lock, table.paths());
        this.watches = new WatchTable(table, sources);
        this.names = mesh.network().naming().hostsFile()
                ? Optional.of(NameTable.of(mesh, lock))
                : Optional.empty();
        this.dns = mesh.hosts().stream().anyMatch(Host::usesResolver) ? linkDns() : Optional.empty();
        sources.forEach(source -> routes.put(source, outsideRanges(source.networks())));
    }

    /**
     * @param lock up to date with {@code mesh}
     * @throws IllegalStateException if the lock lacks a node, or two nodes have the same allowed IPs
     */
    public static DesiredMesh build(Mesh mesh, Lockfile lock) {
        DesiredStateBuilder builder = new DesiredStateBuilder(mesh, lock);
        builder.refuseSharedAllowedIps();
        List<Part> parts = builder.parts();
        List<DesiredHost> hosts = PolicyFilters.on(parts.stream().map(Part::host).toList(), mesh, lock);
        List<RemovedHost> removed = new ArrayList<>();
        SortedMap<IpAddress, NodeName> former = new TreeMap<>();
        lock.removed().forEach((name, tombstone) -> {
            tombstone.pending().ifPresent(reach -> removed.add(new RemovedHost(name, reach)));
            tombstone.addresses().forEach(address -> former.put(address, name));
        });
        List<MissingPath> missing = parts.stream().flatMap(part -> part.missing().stream())
                .sorted(Comparator.comparing(MissingPath::one).thenComparing(MissingPath::other)).toList();
        return new DesiredMesh(mesh.name(), hosts, removed, missing, former);
    }

    private void refuseSharedAllowedIps() {
        Map<Cidr, NodeName> owners = new HashMap<>();
        for (PeerSource source : sources) {
            for (Cidr allowed : source.allowedIps()) {
                if (table.ranked().isShared(allowed)) {
                    continue;
                }
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

    /** By all processors where there are many hosts; for a few, one is done before the others have begun. */
    private List<Part> parts() {
        return DesiredMesh.eachOf(sources)
                .flatMap(source -> source.node() instanceof Host host ? Stream.of(part(source, host)) : Stream.empty())
                .toList();
    }

    private Part part(PeerSource own, Host host) {
        List<DesiredPeer> peers = new ArrayList<>(sources.size());
        SortedSet<Cidr> through = new TreeSet<>();
        List<PeerTable.Entry> entries = table.peersOf(own);
        for (PeerTable.Entry entry : entries) {
            peers.addAll(peer(own, host, entry));
            addRoutes(own, entry, entry.source(), through);
            for (PeerSource far : entry.far()) {
                addRoutes(own, entry, far, through);
            }
        }
        List<MissingPath> missing = entries.size() < sources.size() - 1 ? missing(own, entries) : List.of();
        return new Part(host(own, host, peers, through), missing);
    }

    private DesiredHost host(PeerSource own, Host host, List<DesiredPeer> peers, SortedSet<Cidr> through) {
        LockedNode locked = own.locked().orElseThrow();
        return new DesiredHost(mesh.name(), host.name(), locked.reach().orElseThrow(), iface(host, locked), peers,
                List.copyOf(through),
                ground.of(host, locked.port().orElseThrow(), through, table.paths().forwards(host.name()))
                        .with(names).withRelay(relay(host, locked)).withTls(HostTls.of(mesh, lock, host.name()))
                        .withDns(dns.filter(link -> host.usesResolver())).withOnline(host.onlineWait())
                        .withWatch(watches.of(host.name()))
                        .withAgent(agents.of(host)));
    }

    /** What of the networks behind {@code far} is routed to the peer of {@code entry}. */
    private void addRoutes(PeerSource own, PeerTable.Entry entry, PeerSource far, SortedSet<Cidr> through) {
        List<Cidr> behind = far.networks().isEmpty() ? List.of() : routes.getOrDefault(far, List.of());
        if (!behind.isEmpty()) {
            table.reached(own, entry.source(), far).stream().filter(behind::contains).forEach(through::add);
        }
    }

    private Optional<LinkDns> linkDns() {
        return mesh.network().domain()
                .map(domain -> new LinkDns(domain, NameTable.of(mesh, lock).resolvers()))
                .filter(dns -> !dns.servers().isEmpty());
    }

    private Optional<RelayService> relay(Host host, LockedNode locked) {
        return host.relay().map(relay -> new RelayService(relay, agents.admitted(mesh.relays().clients()),
                relayPeers(host), locked.relay(), agents.unborn()));
    }

    private SortedMap<NodeName, RelayService.Peer> relayPeers(Host own) {
        SortedMap<NodeName, RelayService.Peer> peers = new TreeMap<>();
        mesh.hosts().stream().filter(host -> mesh.relays().forward() && !host.equals(own))
                .forEach(host -> host.relay().ifPresent(relay -> peers.put(host.name(),
                        new RelayService.Peer(relay.endpoint(),
                                lock.node(host.name()).flatMap(LockedNode::relay)))));
        return peers;
    }

    private List<DesiredPeer> peer(PeerSource own, Host host, PeerTable.Entry entry) {
        List<Cidr> carried = table.carried(own, entry);
        return entry.source().asPeerOf(host, entry, watches.watched(own.name(), entry.source().name()),
                table.allowed(own, entry, carried), carried,
                epoch(own, entry.source()));
    }

    private List<MissingPath> missing(PeerSource own, List<PeerTable.Entry> entries) {
        List<MissingPath> missing = new ArrayList<>();
        Set<PeerSource> peers = entries.stream().map(PeerTable.Entry::source).collect(Collectors.toSet());
        for (PeerSource other : sources) {
            boolean once = !(other.node() instanceof Host) || own.name().compareTo(other.name()) < 0;
            if (other != own && once && !peers.contains(other)
                    && table.paths().between(own.name(), other.name()) instanceof Path.None) {
                boolean inOrder = own.name().compareTo(other.name()) < 0;
                missing.add(new MissingPath(inOrder ? own.name() : other.name(), inOrder ? other.name() : own.name(),
                        table.paths().whyNone(own.name(), other.name())));
            }
        }
        return missing;
    }

    /** The lower of both: a host that was not there when its epoch was raised goes on with the one it knows. */
    private Optional<Integer> epoch(PeerSource one, PeerSource other) {
        Optional<Integer> fromSpec = mesh.keys().presharedEpoch();
        return fromSpec.isEmpty()
                ? fromSpec
                : Optional.of(Math.min(one.presharedEpoch(fromSpec.get()), other.presharedEpoch(fromSpec.get())));
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
