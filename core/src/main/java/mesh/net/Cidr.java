// SPDX-License-Identifier: Apache-2.0
package mesh.net;

import java.math.BigInteger;

import mesh.value.ValueFormatException;

/**
 * A prefix with its host bits zero: {@code 10.9.0.0/24}. {@link #parse} refuses {@code 10.9.0.1/24}, since Linux masks
 * host bits of allowed IPs and OpenBSD keeps them.
 *
 * @param network the first address of the prefix
 * @param prefixLength in bits, 0 to 32 or 128
 */
public record Cidr(IpAddress network, int prefixLength) implements Comparable<Cidr> {

    /** @throws ValueFormatException if the prefix length is outside the family or a host bit is set */
    public Cidr {
        PrefixText.checkLength(network, prefixLength);
        if (!network.masked(prefixLength).equals(network)) {
            throw new ValueFormatException(network + "/" + prefixLength, "is not a network: host bits are set; write "
                    + network.masked(prefixLength) + "/" + prefixLength);
        }
    }

    /** @throws ValueFormatException if {@code text} is not {@code ADDRESS/LENGTH} with zero host bits */
    public static Cidr parse(String text) {
        PrefixText parts = PrefixText.parse(text, "a network such as 10.9.0.0/24");
        return new Cidr(parts.address(), parts.length());
    }

    /** The prefix that holds this one address: /32 or /128. */
    public static Cidr host(IpAddress address) {
        return new Cidr(address, address.bits());
    }

    /** False for an address of the other family. */
    public boolean contains(IpAddress address) {
        return address.bits() == network.bits() && address.masked(prefixLength).equals(network);
    }

    public boolean contains(Cidr other) {
        return other.prefixLength >= prefixLength && contains(other.network);
    }

    public boolean overlaps(Cidr other) {
        return contains(other) || other.contains(this);
    }

    /** How many addresses the prefix holds, its network and broadcast addresses included. */
    public BigInteger size() {
        return BigInteger.ONE.shiftLeft(network.bits() - prefixLength);
    }

    public boolean isV6() {
        return network.isV6();
    }

    @Override
    public int compareTo(Cidr other) {
        int byNetwork = network.compareTo(other.network);
        return byNetwork != 0 ? byNetwork : Integer.compare(prefixLength, other.prefixLength);
    }

    @Override
    public String toString() {
        return network + "/" + prefixLength;
    }
}
