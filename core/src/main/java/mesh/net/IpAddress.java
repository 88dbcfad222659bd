// SPDX-License-Identifier: Apache-2.0
package mesh.net;

import java.math.BigInteger;
import java.nio.ByteBuffer;

import mesh.value.ValueFormatException;

/** An IPv4 or IPv6 address, without prefix and without zone. Ordered IPv4 first, then by number. */
public sealed interface IpAddress extends Comparable<IpAddress> permits IpV4, IpV6 {

    /**
     * Reads the strict forms only: four decimal octets without leading zeros, or RFC 4291 section 2.2 text. No host
     * name is ever looked up, and {@code ::ffff:1.2.3.4} stays IPv6.
     *
     * @throws ValueFormatException if {@code text} is neither
     */
    static IpAddress parse(String text) {
        return text.indexOf(':') >= 0 ? IpV6.parse(text) : IpV4.parse(text);
    }

    /** 32 or 128. */
    int bits();

    /** The address as an unsigned number. */
    BigInteger number();

    /** The first 64 of 128 bits; 0 for IPv4. */
    long high();

    /** The last 64 of 128 bits; for IPv4 the whole address. */
    long low();

    /** The 4 or 16 bytes of the address as packets carry it, most significant first; a fresh array. */
    byte[] octets();

    /** The address of the same family {@code offset} after this one; the sum must stay inside the family. */
    IpAddress plus(BigInteger offset);

    /** The address with all bits after the first {@code prefixLength} cleared. */
    default IpAddress masked(int prefixLength) {
        return switch (this) {
            case IpV4(long unsigned) -> new IpV4(unsigned & first(prefixLength, Integer.SIZE));
            case IpV6(long high, long low) -> new IpV6(high & first(Math.min(prefixLength, Long.SIZE), Long.SIZE),
                    low & first(Math.max(prefixLength - Long.SIZE, 0), Long.SIZE));
        };
    }

    /** A mask of the first {@code length} of {@code bits} bits, 32 or 64. */
    private static long first(int length, int bits) {
        long all = -1L >>> Long.SIZE - bits;
        return length == 0 ? 0 : all & -1L << bits - length;
    }

    default boolean isV6() {
        return this instanceof IpV6;
    }

    /** The address of {@code bits} 32 or 128 with that number. */
    static IpAddress ofNumber(BigInteger number, int bits) {
        return bits == IpV4.BITS ? IpV4.ofNumber(number) : IpV6.ofNumber(number);
    }

    /**
     * The address whose bytes stand in a packet; 16 bytes are IPv6 always, {@code ::ffff:1.2.3.4} too.
     *
     * @throws ValueFormatException if there are neither 4 nor 16 {@code octets}
     */
    static IpAddress ofOctets(byte[] octets) {
        ByteBuffer bytes = ByteBuffer.wrap(octets);
        return switch (octets.length) {
            case IpV4.BITS / Byte.SIZE -> new IpV4(Integer.toUnsignedLong(bytes.getInt()));
            case IpV6.BITS / Byte.SIZE -> new IpV6(bytes.getLong(), bytes.getLong());
            default -> throw new ValueFormatException("(" + octets.length + " bytes)",
                    "are not an IP address: 4 or 16 are expected");
        };
    }

    @Override
    default int compareTo(IpAddress other) {
        int byFamily = Integer.compare(bits(), other.bits());
        if (byFamily != 0) {
            return byFamily;
        }
        int byHigh = Long.compareUnsigned(high(), other.high());
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low(), other.low());
    }
}
