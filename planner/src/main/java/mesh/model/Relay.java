// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.util.Optional;

import mesh.net.Endpoint;
import mesh.net.NetworkHost;
import mesh.net.Port;

/**
 * The DERP and STUN server of a host.
 *
 * @param host by which clients call it
 * @param port TCP, that clients call
 * @param stunPort UDP, on all addresses; absent: no STUN server
 * @param certificate what it shows to clients
 * @param listen where it listens; absent: on {@code port} of all addresses
 * @param metricsPort TCP, on 127.0.0.1
 * @param limits what clients may do
 */
public record Relay(NetworkHost host, Port port, Optional<Port> stunPort, Certificate certificate,
        Optional<Endpoint> listen, Port metricsPort, Limits limits) {

    /** By which clients call it. */
    public Endpoint endpoint() {
        return new Endpoint(host, port);
    }

    /** The TCP port that it takes on the machine. */
    public Port listenPort() {
        return listen.map(Endpoint::port).orElse(port);
    }

    /** What a relay shows to clients. */
    public sealed interface Certificate {

        /** Made on the host; clients know it by its pin. */
        record SelfSigned() implements Certificate {}

        /** None: plain HTTP for a proxy, which has one. */
        record Proxied() implements Certificate {}

        /**
         * Files of the host, which somebody else renews there.
         *
         * @param file absolute path of the chain in PEM
         * @param key absolute path of its private key in PEM
         */
        record Files(String file, String key) implements Certificate {}
    }

    /**
     * What clients may do.
     *
     * @param clients connections at a time, at least 1
     * @param rateKib KiB a second and client, at least 1; absent: no limit
     */
    public record Limits(int clients, Optional<Integer> rateKib) {}
}
