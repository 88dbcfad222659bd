// SPDX-License-Identifier: Apache-2.0
package mesh.daemon;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

import mesh.net.Cidr;
import mesh.net.Endpoint;
import mesh.net.IpAddress;
import mesh.net.NetworkHost;
import mesh.value.ValueFormatException;

/** Where a server listens, as configuration files say it. */
public final class ListenAddress {
    private static final List<Cidr> PRIVATE = List.of("127.0.0.0/8", "::1/128", "10.0.0.0/8", "172.16.0.0/12",
            "192.168.0.0/16", "100.64.0.0/10", "fc00::/7", "fe80::/10").stream().map(Cidr::parse).toList();

    private ListenAddress() {}

    /** @throws ValueFormatException if {@code text} is not a literal address and a port */
    public static InetSocketAddress parse(String text) {
        Endpoint endpoint = Endpoint.parse(text);
        return new InetSocketAddress(InetAddress.ofLiteral(address(text, endpoint).toString()),
                endpoint.port().number());
    }

    /** @throws ValueFormatException if it is no such address, or a public one, on which no metrics are served */
    public static InetSocketAddress parsePrivate(String text) {
        IpAddress ip = address(text, Endpoint.parse(text));
        if (PRIVATE.stream().noneMatch(range -> range.contains(ip))) {
            throw new ValueFormatException(text,
                    "is a public address: metrics are served on loopback or a private network only");
        }
        return parse(text);
    }

    private static IpAddress address(String text, Endpoint endpoint) {
        if (endpoint.host() instanceof NetworkHost.Literal literal) {
            return literal.address();
        }
        throw new ValueFormatException(text,
                "is no address to listen on: a literal address and a port are expected");
    }
}
