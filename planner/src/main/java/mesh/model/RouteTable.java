// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import mesh.net.Cidr;
import mesh.net.IpAddress;
import mesh.spec.Located;

/** Networks by prefix, so that a thousand of them are compared in a moment. Of equal ones the first is kept. */
final class RouteTable {
    private final TreeMap<Cidr, Located<Cidr>> routes = new TreeMap<>();
    private final SortedSet<Integer> lengths = new TreeSet<>();

    void add(Located<Cidr> route) {
        routes.putIfAbsent(route.value(), route);
        lengths.add(route.value().prefixLength());
    }

    /** A network that shares an address with {@code route}. */
    Optional<Located<Cidr>> overlapping(Cidr route) {
        Optional<Located<Cidr>> around = containing(route.network(), 0, route.prefixLength());
        return around.isPresent()
                ? around
                : Optional.ofNullable(routes.ceilingEntry(route)).map(Map.Entry::getValue)
                        .filter(next -> route.contains(next.value()));
    }

    /** The largest network that holds {@code address} and is not everything. */
    Optional<Located<Cidr>> containing(IpAddress address) {
        return containing(address, 1, address.bits());
    }

    private Optional<Located<Cidr>> containing(IpAddress address, int shortest, int longest) {
        for (int length : lengths.tailSet(shortest)) {
            if (length > longest) {
                break;
            }
            Located<Cidr> found = routes.get(new Cidr(address.masked(length), length));
            if (found != null) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }
}
