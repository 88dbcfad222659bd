// SPDX-License-Identifier: Apache-2.0
package mesh.net;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;

import mesh.value.ValueFormatException;

/**
 * An IPv4 address.
 *
 * @param unsigned the address as a number, 0 to 2^32 - 1
 */
public record IpV4(long unsigned) implements IpAddress {
    /** Length of the address in bits. */
    public static final int BITS = 32;

    private static final long MAX = 0xffff_ffffL;
    private static final Pattern OCTET = Pattern.compile("0|[1-9][0-9]{0,2}");

    public IpV4 {
        if (unsigned < 0 || unsigned > MAX) {
            throw new ValueFormatException(Long.toString(unsigned), "is not an IPv4 address: outside 0..2^32-1");
        }
    }

    /** @throws ValueFormatException if {@code text} is not four decimal octets without leading zeros */
    public static IpV4 parse(String text) {
        String[] octets = text.split("\\.", -1);
        if (octets.length != 4) {
            throw new ValueFormatException(text, "is not an IP address: four octets such as 10.9.0.1 are expected");
        }
        long number = 0;
        for (String octet : octets) {
            if (!OCTET.matcher(octet).matches() || Integer.parseInt(octet) > 255) {
                throw new ValueFormatException(text, "is not an IP address: octet "
                        + ValueFormatException.printable(octet) + " is not 0..255 without leading zeros");
            }
            number = number << 8 | Integer.parseInt(octet);
        }
        return new IpV4(number);
    }

    static IpV4 ofNumber(BigInteger number) {
        return new IpV4(number.longValueExact());
    }

    @Override
    public int bits() {
        return BITS;
    }

    @Override
    public BigInteger number() {
        return BigInteger.valueOf(unsigned);
    }

    @Override
    public long high() {
        return 0;
    }

    @Override
    public long low() {
        return unsigned;
    }

    @Override
    public byte[] octets() {
        return ByteBuffer.allocate(BITS / Byte.SIZE).putInt((int) unsigned).array();
    }

    @Override
    public IpV4 plus(BigInteger offset) {
        return ofNumber(number().add(offset));
    }

    @Override
    public String toString() {
        return (unsigned >> 24) + "." + (unsigned >> 16 & 0xff) + "." + (unsigned >> 8 & 0xff) + "."
                + (unsigned & 0xff);
    }
}
