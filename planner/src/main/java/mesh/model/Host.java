// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

import mesh.name.NodeName;
import mesh.name.SiteName;
import mesh.name.Tag;
import mesh.net.Cidr;
import mesh.net.IpAddress;
import mesh.net.Keepalive;
import mesh.net.Mtu;
import mesh.net.OnlineWait;
import mesh.net.Port;

/**
 * A machine that mesh configures over SSH.
 *
 * @param name unique among all nodes
 * @param was the name it had before; its lock entry moves to {@code name}
 * @param os its system
 * @param format how it keeps its configuration; runs on {@code os}
 * @param ssh how it is reached
 * @param endpoints where peers reach it, in the order of the spec; empty: nobody can call it first
 * @param behindNat true: it keeps its mappings open with keepalives, and only endpoints for a site are used
 * @param site where it stands
 * @param port the listen port the spec fixes; absent: the lock's
 * @param mtu of its interface
 * @param keepalive what it sends where it must keep a mapping open
 * @param pinnedAddresses one of a family at the most
 * @param routes networks behind it that hosts of other sites reach through it
 * @param exitNode true: carries the internet traffic of hosts that use it
 * @param tags sorted
 * @param isProtected true: never removed or recreated without {@code --allow-destroy}
 * @param passage how packets pass it
 * @param relay its DERP and STUN server; absent: none
 * @param usesResolver its systemd-resolved asks the mesh's resolver for names of the mesh
 * @param onlineWait how long its system waits for the mesh; absent: not at all
 * @param agent whether it runs an agent
 * @param pull how it fetches its changes; absent: it is reached over SSH
 */
public record Host(NodeName name, Optional<NodeName> was, OperatingSystem os, Format format, SshSettings ssh,
        List<EndpointOption> endpoints, boolean behindNat, Optional<SiteName> site, Optional<Port> port, Mtu mtu,
        Keepalive keepalive, List<IpAddress> pinnedAddresses, List<Cidr> routes, boolean exitNode, SortedSet<Tag> tags,
        boolean isProtected, Passage passage, Optional<Relay> relay, boolean usesResolver,
        Optional<OnlineWait> onlineWait, AgentUse agent, Optional<Pull> pull)
        implements
            Node {

    public Host {
        endpoints = List.copyOf(endpoints);
        pinnedAddresses = List.copyOf(pinnedAddresses);
        routes = List.copyOf(routes);
    }
}
