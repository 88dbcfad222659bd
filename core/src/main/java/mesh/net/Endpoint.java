// SPDX-License-Identifier: Apache-2.0
package mesh.net;

import mesh.value.ValueFormatException;

/**
 * Where a peer's UDP packets are sent: {@code 203.0.113.7:51820}, {@code [2001:db8::7]:51820} or {@code name:51820}.
 *
 * @param host address or name
 * @param port UDP port
 */
public record Endpoint(NetworkHost host, Port port) {

    /** @throws ValueFormatException if {@code text} is not host and port; IPv6 addresses need brackets */
    public static Endpoint parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw new ValueFormatException(text, "is not an endpoint: HOST:PORT is expected");
        }
        String host = text.substring(0, colon);
        Port port = Port.parse(text.substring(colon + 1));
        if (host.startsWith("[") && host.endsWith("]")) {
            return new Endpoint(new NetworkHost.Literal(IpV6.parse(host.substring(1, host.length() - 1))), port);
        }
        if (host.indexOf(':') >= 0) {
            throw new ValueFormatException(text, "is not an endpoint: an IPv6 address is written in brackets");
        }
        return new Endpoint(NetworkHost.parse(host), port);
    }

    @Override
    public String toString() {
        String text = host.toString();
        return (text.indexOf(':') >= 0 ? "[" + text + "]" : text) + ":" + port;
    }
}
