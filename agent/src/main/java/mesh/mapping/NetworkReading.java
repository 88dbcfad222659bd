// SPDX-License-Identifier: Apache-2.0
package mesh.mapping;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import mesh.net.IpAddress;

/**
 * How this host stands in the network at a moment.
 *
 * @param addresses that others may call, in the order of the system
 * @param router of the default IPv4 route
 * @param defaultRoutes one text for each default route of either family: who and through what
 */
record NetworkReading(List<HostAddress> addresses, Optional<IpAddress> router, Set<String> defaultRoutes) {
    /** Where nothing could be read. */
    static final NetworkReading NOTHING = new NetworkReading(List.of(), Optional.empty(), Set.of());

    NetworkReading {
        addresses = List.copyOf(addresses);
        defaultRoutes = Set.copyOf(defaultRoutes);
    }

    /**
     * Whether paths that {@code before} carried may be broken: an address is gone or a default route is another. An address
     * more breaks nothing.
     */
    boolean breaks(NetworkReading before) {
        Set<IpAddress> gone = outer(before);
        gone.removeAll(outer(this));
        return !gone.isEmpty() || !defaultRoutes.equals(before.defaultRoutes);
    }

    /** Whether others may call at other addresses than {@code before}. */
    boolean offersOther(NetworkReading before) {
        return !outer(this).equals(outer(before)) || !router.equals(before.router);
    }

    private static Set<IpAddress> outer(NetworkReading reading) {
        Set<IpAddress> outer = new HashSet<>();
        reading.addresses.stream().filter(one -> !one.isInner()).forEach(one -> outer.add(one.address()));
        return outer;
    }
}
