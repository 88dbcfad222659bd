// SPDX-License-Identifier: Apache-2.0
package mesh.render;

import java.util.List;
import java.util.Optional;

import mesh.desired.DesiredHost;
import mesh.files.HostLayout;
import mesh.net.Cidr;
import mesh.net.InterfaceAddress;
import mesh.net.IpAddress;

/**
 * A host as templates see it: texts made of checked values only.
 *
 * @param mesh its name
 * @param host its name
 * @param interfaceName such as wg0
 * @param privateKeyFile absolute path on the host
 * @param port UDP listen port
 * @param mtu in bytes
 * @param addresses all of the interface's, {@code ADDRESS/LENGTH}
 * @param inetAddresses the IPv4 ones
 * @param inet6Addresses the IPv6 ones
 * @param peers the mark of {@link GappedText} for what is said of each peer
 * @param presharedKeys the mark for how the preshared keys are set, where a format says that apart from the peers
 * @param routes sorted; those of a family in which the host has no address are left out, since nothing could use them
 * @param hasGround true where the host needs more than the interface
 * @param exit how its internet traffic goes
 * @param dnsDomain of names that are asked for through the interface; empty: none
 * @param dnsServers whom to ask for them
 */
public record HostView(String mesh, String host, String interfaceName, String privateKeyFile, int port, int mtu,
        List<String> addresses, List<String> inetAddresses, List<String> inet6Addresses, String peers,
        String presharedKeys, List<RouteView> routes, boolean hasGround, ExitView exit, String dnsDomain,
        List<String> dnsServers) {

    static HostView of(DesiredHost host) {
        HostLayout layout = new HostLayout(host.iface().name());
        return new HostView(host.mesh().text(), host.name().text(), host.iface().name().text(),
                layout.privateKey().text(), host.iface().port().number(), host.iface().mtu().bytes(),
                host.iface().addresses().stream().map(InterfaceAddress::toString).toList(), addresses(host, false),
                addresses(host, true), GappedText.PEERS, GappedText.PRESHARED_KEYS,
                host.routes().stream().flatMap(route -> route(host, route).stream()).toList(),
                !host.ground().isEmpty(), ExitView.of(host),
                host.ground().dns().map(dns -> dns.domain().text()).orElse(""), GroundView.servers(host));
    }

    private static List<String> addresses(DesiredHost host, boolean v6) {
        return host.iface().addresses().stream().filter(address -> address.address().isV6() == v6)
                .map(InterfaceAddress::toString).toList();
    }

    private static Optional<RouteView> route(DesiredHost host, Cidr network) {
        return host.iface().addresses().stream().map(InterfaceAddress::address)
                .filter(address -> address.isV6() == network.isV6()).map(IpAddress::toString).findFirst()
                .map(own -> new RouteView(network.isV6() ? "inet6" : "inet", network.toString(), own));
    }
}
