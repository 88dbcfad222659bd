// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.util.List;
import java.util.Optional;

import mesh.name.DnsName;
import mesh.net.Cidr;
import mesh.net.InterfaceName;
import mesh.net.Port;

/**
 * What all hosts of a mesh share.
 *
 * @param ranges where addresses come from: an IPv4 range, an IPv6 range, or both in this order
 * @param port the listen port of hosts that name none
 * @param interfaceName the interface on every host
 * @param domain under which hosts have names
 * @param naming how they find each other by name
 */
public record Network(List<Cidr> ranges, Port port, InterfaceName interfaceName, Optional<DnsName> domain,
        Naming naming) {
    public Network {
        ranges = List.copyOf(ranges);
    }
}
