// SPDX-License-Identifier: Apache-2.0
package mesh.socket;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.util.List;

import mesh.net.IpAddress;
import mesh.net.Port;
import mesh.net.TransportAddress;

/**
 * The platform's addresses for ours and back. A scope ({@code fe80::1%eth0}) is lost; the platform shows an
 * IPv4-mapped IPv6 address as IPv4.
 */
public final class SocketAddresses {
    private SocketAddresses() {}

    /** Resolves nothing. */
    public static InetSocketAddress inet(TransportAddress address) {
        return new InetSocketAddress(inet(address.address()), address.port().number());
    }

    /** Resolves nothing. */
    public static InetAddress inet(IpAddress address) {
        try {
            return InetAddress.getByAddress(address.octets());
        } catch (UnknownHostException wrongLength) {
            throw new IllegalStateException("an address has 4 or 16 bytes", wrongLength);
        }
    }

    /**
     * Whether a socket on all IPv6 addresses is among {@code bound} with the same port. Linux's takes IPv4 as well, so that
     * nobody else gets {@code 0.0.0.0} then; OpenBSD's never does (ip6(4), IPV6_V6ONLY).
     *
     * @param address that cannot be had
     */
    public static boolean isTakenAlready(InetSocketAddress address, List<InetSocketAddress> bound) {
        return address.getAddress() instanceof Inet4Address all && all.isAnyLocalAddress()
                && bound.stream().anyMatch(one -> one.getPort() == address.getPort()
                        && one.getAddress().isAnyLocalAddress());
    }

    /** Of a socket for this address: one of all IPv6 is not for IPv4 on OpenBSD. */
    public static ProtocolFamily family(IpAddress address) {
        return address.isV6() ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
    }

    public static IpAddress ip(InetAddress address) {
        return IpAddress.ofOctets(address.getAddress());
    }

    /** @throws mesh.value.ValueFormatException if the port is 0, which no packet of ours may come from */
    public static TransportAddress transport(InetSocketAddress address) {
        return new TransportAddress(ip(address.getAddress()), new Port(address.getPort()));
    }
}
