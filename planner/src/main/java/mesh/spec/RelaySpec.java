// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.Optional;

import mesh.net.Endpoint;
import mesh.net.NetworkHost;
import mesh.net.Port;

/**
 * A host's {@code relay}.
 *
 * @param place where it says that it has one
 * @param host by which clients call it
 * @param port that clients call
 * @param stunPort UDP; 0 for none
 * @param certificate {@code self-signed} or {@code none}
 * @param files of a certificate that the host has
 * @param listen where it listens
 * @param metricsPort on 127.0.0.1
 * @param maxClients connections at a time
 * @param rateKib KiB a second and client
 */
public record RelaySpec(Located<Boolean> place, Optional<Located<NetworkHost>> host, Optional<Located<Port>> port,
        Optional<Located<Integer>> stunPort, Optional<Located<String>> certificate, Optional<Files> files,
        Optional<Located<Endpoint>> listen, Optional<Located<Port>> metricsPort,
        Optional<Located<Integer>> maxClients, Optional<Located<Integer>> rateKib) {

    /**
     * A certificate that somebody else renews on the host.
     *
     * @param file the chain
     * @param key its private key
     */
    public record Files(Located<String> file, Located<String> key) {}

    /** {@code relay: true}. */
    static RelaySpec usual(Located<Boolean> place) {
        return new RelaySpec(place, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
