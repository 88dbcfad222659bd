// SPDX-License-Identifier: Apache-2.0
package mesh.desired;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import mesh.model.Host;
import mesh.model.Network;
import mesh.model.OperatingSystem;
import mesh.net.Cidr;

/** Works out what a host needs besides its interface. */
final class GroundSource {
    private final Network network;

    GroundSource(Network network) {
        this.network = network;
    }

    /**
     * @param through networks that the host reaches through others
     * @param relays whether it passes packets from peer to peer
     */
    Ground of(Host host, Collection<Cidr> through, boolean relays) {
        if (host.routes().isEmpty()) {
            return relays ? new Ground(hasRange(false), hasRange(true), true, Optional.empty()) : Ground.NONE;
        }
        List<Cidr> sources = Stream.concat(network.ranges().stream(), through.stream()).distinct().sorted().toList();
        Gateway gateway = new Gateway(host.routes().stream().sorted().toList(), sources, true, false);
        return new Ground(passes(gateway, false) || relays && hasRange(false),
                passes(gateway, true) || relays && hasRange(true), relays,
                Optional.of(gateway).filter(rules -> host.os() == OperatingSystem.LINUX));
    }

    private boolean hasRange(boolean v6) {
        return network.ranges().stream().anyMatch(range -> range.isV6() == v6);
    }

    private static boolean passes(Gateway gateway, boolean v6) {
        return gateway.exit() && gateway.sources().stream().anyMatch(source -> source.isV6() == v6)
                || gateway.networks().stream().anyMatch(behind -> behind.isV6() == v6);
    }
}
