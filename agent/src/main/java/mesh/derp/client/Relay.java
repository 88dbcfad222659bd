// SPDX-License-Identifier: Apache-2.0
package mesh.derp.client;

import java.util.Optional;

import mesh.derp.RelayPublicKey;
import mesh.name.NodeName;
import mesh.net.NetworkHost;
import mesh.net.Port;

/**
 * A relay that clients of a mesh may use.
 *
 * @param name what the mesh calls it
 * @param host where it is; also whom its certificate must name, and the HTTP host
 * @param port of TLS over TCP
 * @param stunPort UDP; absent where it answers no STUN
 * @param key what it must prove to hold; absent if whoever has the certificate is the relay
 */
public record Relay(NodeName name, NetworkHost host, Port port, RelaySecurity security, Optional<Port> stunPort,
        Optional<RelayPublicKey> key) {
    public static final Port HTTPS = new Port(443);
    public static final Port STUN = new Port(3478);

    /** With the usual ports, STUN, and any key. */
    public static Relay of(NodeName name, NetworkHost host, RelaySecurity security) {
        return new Relay(name, host, HTTPS, security, Optional.of(STUN), Optional.empty());
    }

    /** The value of the HTTP header {@code Host}, and what a proxy is asked to connect to. */
    String authority() {
        String text = host.toString();
        return (text.indexOf(':') >= 0 ? "[" + text + "]" : text) + ":" + port;
    }
}
