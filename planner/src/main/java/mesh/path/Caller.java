// SPDX-License-Identifier: Apache-2.0
package mesh.path;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import mesh.model.EndpointOption;
import mesh.model.Host;
import mesh.model.Node;
import mesh.name.SiteName;
import mesh.net.NetworkHost;

/**
 * What decides where a node calls others.
 *
 * @param site where it stands
 * @param v6 true for IPv6, false for IPv4: the families of its own endpoints; empty: nothing is known
 */
record Caller(Optional<SiteName> site, Set<Boolean> v6) {

    static Caller of(Node node) {
        if (!(node instanceof Host host)) {
            return new Caller(Optional.empty(), Set.of());
        }
        Set<Boolean> families = new TreeSet<>();
        for (EndpointOption option : host.endpoints()) {
            if (!(option.host() instanceof NetworkHost.Literal literal)) {
                return new Caller(host.site(), Set.of());
            }
            families.add(literal.address().isV6());
        }
        return new Caller(host.site(), families);
    }

    /** Whether the node can be expected to call {@code host}. */
    boolean suits(NetworkHost host) {
        return v6.isEmpty() || !(host instanceof NetworkHost.Literal literal) || v6.contains(literal.address().isV6());
    }
}
