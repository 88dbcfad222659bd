// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import java.util.List;
import java.util.Optional;

import mesh.desired.AgentService;
import mesh.desired.DesiredHost;
import mesh.desired.Gateway;
import mesh.net.Cidr;
import mesh.net.IpAddress;
import mesh.net.NetworkHost;
import mesh.net.Port;
import mesh.policy.HostFilter;

/**
 * A host's packet rules as templates see them.
 *
 * @param mesh its name
 * @param host its name
 * @param interfaceName such as wg0
 * @param relays packets from peer to peer pass
 * @param masquerade packets into the networks behind the host get its own address
 * @param exit packets to everywhere else pass under its own address
 * @param families IPv4, then IPv6
 * @param gateway something passes between the mesh and what is behind the host
 * @param way how the host's own internet traffic goes
 * @param meetings relays to which the host's agent goes the host's own way
 * @param filters a policy is held
 * @param guards it is held for others as well
 * @param policy what it lets pass; nothing where none is held
 */
public record FirewallView(String mesh, String host, String interfaceName, boolean relays, boolean masquerade,
        boolean exit, List<Family> families, boolean gateway, ExitView way, List<Meeting> meetings, boolean filters,
        boolean guards,
        FilterView policy) {

    /**
     * What concerns one family of addresses.
     *
     * @param name {@code ip} or {@code ip6}
     * @param networks behind the host
     * @param sources of packets that come out of the mesh
     */
    public record Family(String name, List<String> networks, List<String> sources) {}

    /**
     * A relay whose address is known.
     *
     * @param family {@code ip} or {@code ip6}
     * @param address of the relay
     * @param port TCP
     * @param stunPort UDP; 0 for none
     */
    public record Meeting(String family, String address, int port, int stunPort) {}

    static FirewallView of(DesiredHost host) {
        Optional<Gateway> gateway = host.ground().gateway();
        Optional<HostFilter> filter = host.ground().filter();
        return new FirewallView(host.mesh().text(), host.name().text(), host.iface().name().text(),
                host.ground().relays(), gateway.map(Gateway::masquerade).orElse(false),
                gateway.map(Gateway::exit).orElse(false), List.of(family("ip", gateway), family("ip6", gateway)),
                gateway.isPresent(), ExitView.of(host), meetings(host),
                filter.isPresent(),
                filter.map(held -> !held.guarded().isEmpty()).orElse(false),
                FilterView.of(filter.orElse(new HostFilter(List.of(), List.of()))));
    }

    private static List<Meeting> meetings(DesiredHost host) {
        return host.ground().agent().stream().flatMap(agent -> agent.relays().values().stream())
                .flatMap(relay -> meeting(relay).stream()).distinct().toList();
    }

    private static Optional<Meeting> meeting(AgentService.Meeting relay) {
        return relay.endpoint().host() instanceof NetworkHost.Literal(IpAddress address)
                ? Optional.of(new Meeting(address.isV6() ? "ip6" : "ip", address.toString(),
                        relay.endpoint().port().number(), relay.stunPort().map(Port::number).orElse(0)))
                : Optional.empty();
    }

    private static Family family(String name, Optional<Gateway> gateway) {
        boolean v6 = name.equals("ip6");
        return new Family(name, texts(gateway.map(Gateway::networks), v6), texts(gateway.map(Gateway::sources), v6));
    }

    private static List<String> texts(Optional<List<Cidr>> networks, boolean v6) {
        return networks.orElse(List.of()).stream().filter(network -> network.isV6() == v6).map(Cidr::toString).toList();
    }
}
