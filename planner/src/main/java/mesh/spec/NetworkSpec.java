// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.Optional;

import mesh.name.DnsName;
import mesh.net.InterfaceName;
import mesh.net.Mtu;
import mesh.net.Port;

/**
 * The section {@code network}; an absent value has a default.
 *
 * @param ipv4 an IPv4 range or none
 * @param ipv6 an IPv6 range or none
 * @param port listen port of hosts that name none
 * @param mtu of interfaces of hosts that name none
 * @param interfaceName the interface on every host
 * @param domain under which hosts have names
 */
public record NetworkSpec(Optional<Located<RangeSpec>> ipv4, Optional<Located<RangeSpec>> ipv6,
        Optional<Located<Port>> port, Optional<Located<Mtu>> mtu, Optional<Located<InterfaceName>> interfaceName,
        Optional<Located<DnsName>> domain) {
    /** What a spec without the section has. */
    static final NetworkSpec EMPTY = new NetworkSpec(Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty(), Optional.empty());
}
