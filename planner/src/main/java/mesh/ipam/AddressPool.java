// SPDX-License-Identifier: Apache-2.0
package mesh.ipam;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import mesh.net.Cidr;
import mesh.net.IpAddress;

/**
 * One range while its addresses are given out. It never offers the network and broadcast address of an IPv4 range or
 * the subnet-router anycast address of an IPv6 range (RFC 4291 section 2.6.1), except in ranges of one or two addresses
 * (RFC 3021, RFC 6164). Not safe for concurrent use.
 */
final class AddressPool {
    private final Cidr range;
    private final List<Cidr> reserved;
    private final Set<IpAddress> taken = new HashSet<>();
    private final BigInteger firstOffset;
    private final BigInteger lastOffset;
    /** Every offset before it is taken; it only grows. */
    private BigInteger lowestFree;

    /** @param reserved networks inside the range that somebody else uses */
    AddressPool(Cidr range, List<Cidr> reserved) {
        this.range = range;
        this.reserved = reserved.stream().filter(range::contains).filter(inner -> !inner.equals(range)).toList();
        boolean tiny = range.size().bitLength() <= 2;
        this.firstOffset = tiny ? BigInteger.ZERO : BigInteger.ONE;
        BigInteger end = range.size().subtract(BigInteger.ONE);
        this.lastOffset = tiny || range.isV6() ? end : end.subtract(BigInteger.ONE);
        this.lowestFree = firstOffset;
    }

    Cidr range() {
        return range;
    }

    /** True for an address of the range that a node may have, whether somebody has it or not. */
    boolean offers(IpAddress address) {
        return range.contains(address) && offers(offset(address));
    }

    private boolean offers(BigInteger offset) {
        return offset.compareTo(firstOffset) >= 0 && offset.compareTo(lastOffset) <= 0;
    }

    /** How far {@code address} is from the start of the range. */
    BigInteger offset(IpAddress address) {
        return address.number().subtract(range.network().number());
    }

    /** False if somebody has it already. */
    boolean take(IpAddress address) {
        return taken.add(address);
    }

    /** Takes the smallest free address. */
    Optional<IpAddress> takeLowest() {
        Optional<IpAddress> found = firstFree(lowestFree);
        found.ifPresent(address -> lowestFree = offset(address));
        found.ifPresent(this::take);
        return found;
    }

    /** Takes the address at {@code offset} or the next free one after it, else the smallest free one. */
    Optional<IpAddress> takeAtOrAfter(BigInteger offset) {
        Optional<IpAddress> found = offers(offset) ? firstFree(offset) : Optional.empty();
        found.ifPresent(this::take);
        return found.isPresent() ? found : takeLowest();
    }

    private Optional<IpAddress> firstFree(BigInteger from) {
        BigInteger offset = from;
        while (offers(offset)) {
            IpAddress address = range.network().plus(offset);
            Optional<Cidr> block = reserved.stream().filter(inner -> inner.contains(address)).findFirst();
            if (block.isPresent()) {
                offset = offset(block.get().network()).add(block.get().size());
            } else if (taken.contains(address)) {
                offset = offset.add(BigInteger.ONE);
            } else {
                return Optional.of(address);
            }
        }
        return Optional.empty();
    }
}
