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
import mesh.net.Port;

/** Works out what a host needs besides its interface. */
final class GroundSource {
    private final Network network;

    GroundSource(Network network) {
        this.network = network;
    }

    /**
     * @param port on which the host listens
     * @param through networks that the host reaches through others
     * @param relays whether it passes packets from peer to peer
     */
    Ground of(Host host, Port port, Collection<Cidr> through, boolean relays) {
        Optional<Gateway> gateway = host.routes().isEmpty() && !host.exitNode()
                ? Optional.empty()
                : Optional.of(gateway(host, through));
        Optional<ExitUse> exit = Optional.of(host.passage().exits()).filter(names -> !names.isEmpty())
                .map(names -> new ExitUse(names, hasRange(false), hasRange(true), mark(host, port)));
        return new Ground(gateway.map(rules -> passes(rules, false)).orElse(false) || relays && hasRange(false),
                gateway.map(rules -> passes(rules, true)).orElse(false) || relays && hasRange(true), relays,
                gateway, exit);
    }

    private int mark(Host host, Port port) {
        return host.os() == OperatingSystem.OPENBSD ? ExitUse.table(network.interfaceName()) : ExitUse.mark(port);
    }

    private Gateway gateway(Host host, Collection<Cidr> through) {
        List<Cidr> sources = Stream.concat(network.ranges().stream(), through.stream()).distinct().sorted().toList();
        return new Gateway(host.routes().stream().sorted().toList(), sources, host.passage().masquerade(),
                host.exitNode());
    }

    private boolean hasRange(boolean v6) {
        return network.ranges().stream().anyMatch(range -> range.isV6() == v6);
    }

    private static boolean passes(Gateway gateway, boolean v6) {
        return gateway.exit() && gateway.sources().stream().anyMatch(source -> source.isV6() == v6)
                || gateway.networks().stream().anyMatch(behind -> behind.isV6() == v6);
    }
}
