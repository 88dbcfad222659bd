// SPDX-License-Identifier: Apache-2.0
package mesh.net;

import mesh.value.ValueFormatException;

/**
 * An interface's own address with the length of its connected prefix: {@code 10.9.0.1/24}.
 *
 * @param address the host's address
 * @param prefixLength in bits, 0 to 32 or 128
 */
public record InterfaceAddress(IpAddress address, int prefixLength) implements Comparable<InterfaceAddress> {

    /** @throws ValueFormatException if the prefix length is outside the family */
    public InterfaceAddress {
        PrefixText.checkLength(address, prefixLength);
    }

    /** @throws ValueFormatException if {@code text} is not {@code ADDRESS/LENGTH} */
    public static InterfaceAddress parse(String text) {
        PrefixText parts = PrefixText.parse(text, "an address with a prefix such as 10.9.0.1/24");
        return new InterfaceAddress(parts.address(), parts.length());
    }

    /** The prefix that is reached through the interface without a route of its own. */
    public Cidr connected() {
        return new Cidr(address.masked(prefixLength), prefixLength);
    }

    @Override
    public int compareTo(InterfaceAddress other) {
        int byAddress = address.compareTo(other.address);
        return byAddress != 0 ? byAddress : Integer.compare(prefixLength, other.prefixLength);
    }

    @Override
    public String toString() {
        return address + "/" + prefixLength;
    }
}
