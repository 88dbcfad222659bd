// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import java.util.List;
import java.util.Optional;

import mesh.desired.DesiredHost;
import mesh.desired.HostTls;
import mesh.name.ServiceName;
import mesh.name.UserName;
import mesh.net.IpAddress;
import mesh.files.HostLayout;
import mesh.model.OperatingSystem;

/**
 * What a host needs besides its interface, as the template of its script sees it.
 *
 * @param mesh its name
 * @param host its name
 * @param interfaceName such as wg0
 * @param directory mesh's own for the interface
 * @param forwardsV4 the kernel is to pass IPv4 packets on
 * @param forwardsV6 the kernel is to pass IPv6 packets on
 * @param hasFirewall there are rules to load
 * @param exit how its internet traffic goes
 * @param follows the script has a loop that follows the host's own way to the internet: on OpenBSD beside an exit
 * @param watches it keeps routes with peers that are alive
 * @param hasRelay it runs a relay
 * @param relay of which it runs
 * @param hasAgent it runs an agent
 * @param agent which it runs
 * @param reload the service that uses its certificate; empty: none
 * @param keyGroup who besides root may read its certificate's key; {@code 0}: nobody
 * @param keyMode permission bits of that key
 * @param hasDns systemd-resolved asks for names of the mesh
 * @param dnsDomain under which they stand; empty without
 * @param dnsServers whom it asks
 * @param waits services can wait for the mesh
 */
public record GroundView(String mesh, String host, String interfaceName, String directory, boolean forwardsV4,
        boolean forwardsV6, boolean hasFirewall, ExitView exit, boolean follows, boolean watches, boolean hasRelay,
        RelayView relay, boolean hasAgent, AgentView agent,
        String reload, String keyGroup, String keyMode, boolean hasDns, String dnsDomain, List<String> dnsServers,
        boolean waits) {

    static GroundView of(DesiredHost host, Optional<RelayView> relay, Optional<AgentView> agent) {
        Optional<HostTls.Own> own = host.ground().tls().flatMap(HostTls::own);
        Optional<String> group = own.flatMap(HostTls.Own::group).map(UserName::text);
        return new GroundView(host.mesh().text(), host.name().text(), host.iface().name().text(),
                new HostLayout(host.iface().name()).directory().text(), host.ground().forwardsV4(),
                host.ground().forwardsV6(), host.ground().hasFirewall(), ExitView.of(host),
                host.ground().exit().isPresent() && host.reach().os() == OperatingSystem.OPENBSD,
                host.ground().watch().isPresent(), relay.isPresent(),
                relay.orElse(RelayView.NONE), agent.isPresent(), agent.orElse(AgentView.NONE),
                own.flatMap(HostTls.Own::reload).map(ServiceName::text).orElse(""),
                group.orElse("0"), group.isPresent() ? "0640" : "0600",
                host.ground().dns().isPresent(), host.ground().dns().map(dns -> dns.domain().text()).orElse(""),
                servers(host), host.ground().online().isPresent());
    }

    /** Whom the host's resolver asks for names of the mesh. */
    static List<String> servers(DesiredHost host) {
        return host.ground().dns().stream().flatMap(dns -> dns.servers().stream()).map(IpAddress::toString).toList();
    }
}
