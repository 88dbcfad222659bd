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

    /** @param through networks that the host reaches through others */
    Ground of(Host host, Collection<Cidr> through) {
        if (host.routes().isEmpty()) {
            return Ground.NONE;
        }
        List<Cidr> sources = Stream.concat(network.ranges().stream(), through.stream()).distinct().sorted().toList();
        Gateway gateway = new Gateway(host.routes().stream().sorted().toList(), sources, true, false);
        return new Ground(passes(gateway, false), passes(gateway, true), false,
                Optional.of(gateway).filter(rules -> host.os() == OperatingSystem.LINUX));
    }

    private static boolean passes(Gateway gateway, boolean v6) {
        return gateway.exit() && gateway.sources().stream().anyMatch(source -> source.isV6() == v6)
                || gateway.networks().stream().anyMatch(behind -> behind.isV6() == v6);
    }
}
