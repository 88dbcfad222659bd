// SPDX-License-Identifier: Apache-2.0
package mesh.pair.wire;

import java.nio.ByteBuffer;

import mesh.net.IpAddress;
import mesh.net.Port;
import mesh.net.TransportAddress;
import mesh.value.ValueFormatException;

/** A {@link TransportAddress} in a message: family, octets, port. */
final class AddressBytes {
    private static final int V4 = 4;
    private static final int V6 = 6;
    /** Of the longest there is. */
    static final int MOST = 1 + 16 + 2;

    private AddressBytes() {}

    static void put(ByteBuffer out, TransportAddress address) {
        out.put((byte) (address.address().isV6() ? V6 : V4)).put(address.address().octets())
                .putShort((short) address.port().number());
    }

    /**
     * @throws ValueFormatException if the family or the port is none
     * @throws java.nio.BufferUnderflowException if it is cut
     */
    static TransportAddress get(ByteBuffer in) {
        byte[] octets = switch (in.get()) {
            case V4 -> new byte[4];
            case V6 -> new byte[16];
            default -> throw new ValueFormatException("(one byte)", "is no family of addresses");
        };
        in.get(octets);
        return new TransportAddress(IpAddress.ofOctets(octets), new Port(Short.toUnsignedInt(in.getShort())));
    }
}
