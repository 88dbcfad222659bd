// SPDX-License-Identifier: Apache-2.0
package mesh.agent.run;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import mesh.derp.client.Relay;
import mesh.json.ConfigException;
import mesh.json.ConfigNode;
import mesh.name.NodeName;
import mesh.net.InterfaceName;
import mesh.net.IpAddress;
import mesh.net.Port;
import mesh.net.TransportAddress;

/**
 * The agent's JSON file. Its paths are relative to the directory it is in.
 *
 * @param host this host's name
 * @param interfaceName of WireGuard
 * @param listenPort on which WireGuard listens
 * @param mtuBytes of the interface
 * @param mark of the agent's packets beside the tunnel (SO_MARK); 0 for none
 * @param addresses of this host inside the mesh, one or more
 * @param identity this host's private key at relays, in hexadecimal
 * @param relays one or more
 * @param endpoints where the spec says that this host can be called
 * @param portMapping whether the router may be asked for a port
 * @param beatPort of UDP inside the tunnel
 * @param status a socket at which the agent tells how it is
 * @param ready a file that is there while the agent works
 * @param metrics where Prometheus asks; on loopback or a private network only
 * @param jsonLog whether log lines are JSON
 */
public record AgentConfig(NodeName host, InterfaceName interfaceName, Port listenPort, int mtuBytes, int mark,
        List<IpAddress> addresses, Path identity, List<Relay> relays, List<TransportAddress> endpoints,
        boolean portMapping, Port beatPort, List<AgentPeer> peers, Optional<Path> status, Optional<Path> ready,
        Optional<InetSocketAddress> metrics, boolean jsonLog) {
    public AgentConfig {
        addresses = List.copyOf(addresses);
        relays = List.copyOf(relays);
        endpoints = List.copyOf(endpoints);
        peers = List.copyOf(peers);
    }

    /** @throws ConfigException with all that is wrong with the file itself; the key it names is not read */
    public static AgentConfig read(Path file) throws ConfigException {
        Path directory = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
        return decode(ConfigNode.read(file), directory);
    }

    static AgentConfig decode(ConfigNode root, Path directory) throws ConfigException {
        return new AgentConfigReader(root, directory).read();
    }

    /** Whether the agent can go on with {@code next} by letting peers come and go, or by doing nothing. */
    boolean differsInPeersOnly(AgentConfig next) {
        return withPeers(List.of()).equals(next.withPeers(List.of()));
    }

    private AgentConfig withPeers(List<AgentPeer> others) {
        return new AgentConfig(host, interfaceName, listenPort, mtuBytes, mark, addresses, identity, relays, endpoints,
                portMapping, beatPort, others, status, ready, metrics, jsonLog);
    }

    /** All mesh addresses of this host and {@code peer}. */
    Set<IpAddress> inside(AgentPeer peer) {
        Set<IpAddress> inside = new HashSet<>(addresses);
        inside.addAll(peer.addresses());
        return inside;
    }
}
