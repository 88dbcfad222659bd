// SPDX-License-Identifier: Apache-2.0
package mesh.desired;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import mesh.key.RelayKey;
import mesh.lock.LockedNode;
import mesh.lock.Lockfile;
import mesh.model.EndpointOption;
import mesh.model.Host;
import mesh.model.Mesh;
import mesh.name.NodeName;
import mesh.net.Endpoint;
import mesh.net.NetworkHost;
import mesh.net.Port;
import mesh.path.Paths;

/** Which hosts run an agent, and what for. */
final class AgentTable {
    /** Below WireGuard's usual port. */
    private static final int BEATS = 51819;
    /** Of a name, where something is added to it. */
    private static final int KEPT = 50;

    private final Mesh mesh;
    private final Lockfile lock;
    private final Paths paths;
    private final SortedMap<NodeName, AgentService.Meeting> relays = new TreeMap<>();
    private final SortedMap<NodeName, RelayKey> keys = new TreeMap<>();
    private final SortedSet<NodeName> unborn = new TreeSet<>();
    private final Port beats;

    AgentTable(Mesh mesh, Lockfile lock, Paths paths) {
        this.mesh = mesh;
        this.lock = lock;
        this.paths = paths;
        mesh.hosts().forEach(host -> host.relay().ifPresent(relay -> relays.put(host.name(),
                new AgentService.Meeting(relay.endpoint(), relay.stunPort(),
                        lock.node(host.name()).flatMap(LockedNode::relay)))));
        this.beats = beats(lock);
        if (!relays.isEmpty()) {
            mesh.hosts().stream().map(Host::name).filter(paths::needsAgent)
                    .forEach(host -> key(host).ifPresentOrElse(key -> keys.put(host, key), () -> unborn.add(host)));
        }
    }

    /** The first port downwards on which no host's WireGuard listens. */
    private static Port beats(Lockfile lock) {
        Set<Port> taken = lock.nodes().values().stream().flatMap(node -> node.port().stream())
                .collect(Collectors.toSet());
        int port = BEATS;
        while (taken.contains(new Port(port))) {
            port--;
        }
        return new Port(port);
    }

    private Optional<RelayKey> key(NodeName host) {
        return lock.node(host).flatMap(LockedNode::agent);
    }

    /** Hosts that need an agent, whose key is not made yet. */
    SortedSet<NodeName> unborn() {
        return unborn;
    }

    /** {@code clients}, and the agents of hosts by these hosts' names, or by others where a client has the name. */
    SortedMap<NodeName, RelayKey> admitted(SortedMap<NodeName, RelayKey> clients) {
        SortedMap<NodeName, RelayKey> admitted = new TreeMap<>(clients);
        keys.forEach((host, key) -> {
            if (!clients.containsValue(key)) {
                NodeName name = host;
                for (int number = 1; admitted.containsKey(name); number++) {
                    name = new NodeName(host.text().substring(0, Math.min(host.text().length(), KEPT)) + "-agent-"
                            + number);
                }
                admitted.put(name, key);
            }
        });
        return admitted;
    }

    /** The agent of {@code host}; absent: it needs none. */
    Optional<AgentService> of(Host host) {
        if (!keys.containsKey(host.name()) && !unborn.contains(host.name())) {
            return Optional.empty();
        }
        SortedMap<NodeName, AgentService.Peer> peers = new TreeMap<>();
        mesh.hosts().stream().map(Host::name).filter(other -> !other.equals(host.name()))
                .filter(other -> paths.relayed(host.name(), other)).forEach(other -> peers.put(other, peer(other)));
        return Optional.of(new AgentService(relays, endpoints(host), beats, peers, key(host.name())));
    }

    private AgentService.Peer peer(NodeName name) {
        Optional<LockedNode> locked = lock.node(name);
        return new AgentService.Peer(locked.flatMap(LockedNode::publicKey), locked.flatMap(LockedNode::agent),
                locked.map(LockedNode::addresses).orElse(List.of()));
    }

    /** Those that are addresses: a name is asked for by whoever calls, and agents tell each other where to call. */
    private List<Endpoint> endpoints(Host host) {
        Port own = lock.node(host.name()).flatMap(LockedNode::port).orElseThrow();
        return host.endpoints().stream().filter(option -> option.host() instanceof NetworkHost.Literal)
                .map(option -> endpoint(option, own)).distinct().toList();
    }

    private static Endpoint endpoint(EndpointOption option, Port own) {
        return new Endpoint(option.host(), option.port().orElse(own));
    }
}
