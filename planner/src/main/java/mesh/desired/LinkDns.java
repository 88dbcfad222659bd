// SPDX-License-Identifier: Apache-2.0
package mesh.desired;

import java.util.List;

import mesh.name.DnsName;
import mesh.net.IpAddress;

/**
 * Whom a host's systemd-resolved asks for names of the mesh, through the interface, and for no others.
 *
 * @param domain under which those names stand; short names are looked for in it too
 * @param servers at least one, in the order of the spec
 */
public record LinkDns(DnsName domain, List<IpAddress> servers) {
    public LinkDns {
        servers = List.copyOf(servers);
    }
}
