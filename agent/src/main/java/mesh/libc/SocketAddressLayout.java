// SPDX-License-Identifier: Apache-2.0
package mesh.libc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

import mesh.net.IpAddress;

/**
 * How a system lays out socket addresses in memory. Ports and addresses are big-endian, the family of Linux and all scopes
 * as the machine has numbers.
 * <pre>
 *                Linux                                  OpenBSD
 *  sockaddr_in   family 2 | port 2 | address 4 | 0 8    length 1 | family 1 | port 2 | address 4 | 0 8      16 bytes
 *  sockaddr_in6  family 2 | port 2 | flow 4             length 1 | family 1 | port 2 | flow 4
 *                | address 16 | scope 4                 | address 16 | scope 4                              28 bytes
 *  AF_INET       2                                      2
 *  AF_INET6      10                                     24
 * </pre>
 */
public enum SocketAddressLayout {
    LINUX(10, false), OPENBSD(24, true);

    /** AF_INET: Linux and OpenBSD. */
    public static final int V4_FAMILY = 2;
    /** What any address of either family fits in. */
    public static final int MOST_BYTES = 28;

    private static final int V4_BYTES = 16;
    private static final int V6_BYTES = 28;
    private static final int PORT = 2;
    private static final int V4_ADDRESS = 4;
    private static final int V6_ADDRESS = 8;

    private final int v6Family;
    private final boolean hasLength;

    SocketAddressLayout(int v6Family, boolean hasLength) {
        this.v6Family = v6Family;
        this.hasLength = hasLength;
    }

    /** AF_INET or AF_INET6. */
    public int family(boolean isV6) {
        return isV6 ? v6Family : V4_FAMILY;
    }

    /** @param port 0 to 65535; raw IPv6 sockets of Linux want 0 */
    public byte[] encode(IpAddress address, int port) {
        ByteBuffer out = ByteBuffer.allocate(address.isV6() ? V6_BYTES : V4_BYTES).order(ByteOrder.nativeOrder());
        if (hasLength) {
            out.put((byte) out.capacity()).put((byte) family(address.isV6()));
        } else {
            out.putShort((short) family(address.isV6()));
        }
        out.order(ByteOrder.BIG_ENDIAN).putShort(PORT, (short) port);
        out.put(address.isV6() ? V6_ADDRESS : V4_ADDRESS, address.octets());
        return out.array();
    }

    /** @throws IllegalArgumentException if it is neither IPv4 nor IPv6 */
    public IpAddress address(byte[] encoded) {
        ByteBuffer in = ByteBuffer.wrap(encoded).order(ByteOrder.nativeOrder());
        int family = hasLength ? in.get(1) : in.getShort(0);
        if (family == V4_FAMILY && encoded.length >= V4_BYTES) {
            return IpAddress.ofOctets(Arrays.copyOfRange(encoded, V4_ADDRESS, V4_ADDRESS + 4));
        }
        if (family == v6Family && encoded.length >= V6_BYTES) {
            return IpAddress.ofOctets(Arrays.copyOfRange(encoded, V6_ADDRESS, V6_ADDRESS + 16));
        }
        throw new IllegalArgumentException("an address of family " + family);
    }
}
