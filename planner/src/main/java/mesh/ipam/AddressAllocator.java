// SPDX-License-Identifier: Apache-2.0
package mesh.ipam;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

import mesh.name.NodeName;
import mesh.net.Cidr;
import mesh.net.IpAddress;

/**
 * Gives every node one address of each range: what it pins, else what it had, else a free one. Free addresses are given
 * in order of names, the smallest first; in the second range a node gets the offset it has in the first where that is
 * free, so that 10.9.0.7 goes with fd00::7. No address is given twice and none that is withheld, unless it is pinned.
 */
public final class AddressAllocator {
    private final Set<IpAddress> withheld;
    private final List<Cidr> reserved;

    /**
     * @param withheld single addresses that nobody gets without pinning them
     * @param reserved networks of others; those inside a range are left out of it, but what a node had there stays
     */
    public AddressAllocator(Set<IpAddress> withheld, List<Cidr> reserved) {
        this.withheld = Set.copyOf(withheld);
        this.reserved = List.copyOf(reserved);
    }

    /**
     * @param ranges at most one of a family, IPv4 first
     * @param claims in any order, names unique
     * @return each node's addresses in the order of {@code ranges}
     * @throws PoolExhaustedException if a range is too small
     */
    public SortedMap<NodeName, List<IpAddress>> allocate(List<Cidr> ranges, Collection<AddressClaim> claims) {
        List<AddressClaim> byName = claims.stream().sorted(Comparator.comparing(AddressClaim::name)).toList();
        SortedMap<NodeName, List<IpAddress>> given = new TreeMap<>();
        byName.forEach(claim -> given.put(claim.name(), new ArrayList<>()));
        Map<NodeName, BigInteger> offsets = new HashMap<>();
        for (Cidr range : ranges) {
            AddressPool pool = new AddressPool(range, reserved);
            allocate(pool, byName, offsets).forEach((name, address) -> {
                given.computeIfAbsent(name, n -> new ArrayList<>()).add(address);
                offsets.putIfAbsent(name, pool.offset(address));
            });
        }
        return given;
    }

    private SortedMap<NodeName, IpAddress> allocate(AddressPool pool, List<AddressClaim> byName,
            Map<NodeName, BigInteger> offsets) {
        SortedMap<NodeName, IpAddress> chosen = new TreeMap<>();
        assign(chosen, byName, claim -> ofFamily(pool, claim.pinned()).filter(pool::take));
        withheld.forEach(pool::take);
        assign(chosen, byName, claim -> ofFamily(pool, claim.kept()).filter(pool::offers).filter(pool::take));
        assign(chosen, byName, claim -> Optional.of(free(pool, claim.name(), offsets)));
        return chosen;
    }

    private static void assign(SortedMap<NodeName, IpAddress> chosen, List<AddressClaim> byName,
            Function<AddressClaim, Optional<IpAddress>> rule) {
        for (AddressClaim claim : byName) {
            if (!chosen.containsKey(claim.name())) {
                rule.apply(claim).ifPresent(address -> chosen.put(claim.name(), address));
            }
        }
    }

    private static Optional<IpAddress> ofFamily(AddressPool pool, List<IpAddress> addresses) {
        return addresses.stream().filter(address -> address.isV6() == pool.range().isV6()).findFirst();
    }

    private static IpAddress free(AddressPool pool, NodeName name, Map<NodeName, BigInteger> offsets) {
        BigInteger preferred = offsets.get(name);
        Optional<IpAddress> found = preferred == null ? pool.takeLowest() : pool.takeAtOrAfter(preferred);
        return found.orElseThrow(() -> new PoolExhaustedException(pool.range(), name));
    }
}
