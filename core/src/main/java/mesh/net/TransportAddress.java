// SPDX-License-Identifier: Apache-2.0
package mesh.net;

import mesh.value.ValueFormatException;

/**
 * One end of a packet, as a socket sees it: {@code 203.0.113.7:3478} or {@code [2001:db8::7]:3478}. An {@link Endpoint}
 * may also be a name.
 *
 * @param address never a name
 * @param port UDP or TCP
 */
public record TransportAddress(IpAddress address, Port port) {

    /** @throws ValueFormatException if {@code text} is not an address and a port; IPv6 addresses need brackets */
    public static TransportAddress parse(String text) {
        Endpoint endpoint = Endpoint.parse(text);
        return switch (endpoint.host()) {
            case NetworkHost.Literal literal -> new TransportAddress(literal.address(), endpoint.port());
            case NetworkHost.Named _ ->
                throw new ValueFormatException(text, "is not an address and a port: a name is not looked up here");
        };
    }

    @Override
    public String toString() {
        return new Endpoint(new NetworkHost.Literal(address), port).toString();
    }
}
