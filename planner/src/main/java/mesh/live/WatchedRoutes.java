// SPDX-License-Identifier: Apache-2.0
package mesh.live;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import mesh.desired.DesiredHost;
import mesh.desired.DesiredPeer;
import mesh.desired.KeyRole;
import mesh.desired.Watch;
import mesh.key.PublicKey;
import mesh.name.NodeName;
import mesh.net.Cidr;

/** Where a host's own program has the networks that it watches: with any of their peers they are in order. */
public final class WatchedRoutes {
    private final Map<Cidr, NodeName> holders = new HashMap<>();

    private WatchedRoutes() {}

    /** Nothing of a host that watches nothing, or has no interface. */
    public static WatchedRoutes of(DesiredHost host, LiveHost live) {
        WatchedRoutes found = new WatchedRoutes();
        Optional<Watch> watch = host.ground().watch();
        if (watch.isPresent() && live.iface().isPresent()) {
            Map<PublicKey, NodeName> names = new HashMap<>();
            host.peers().forEach(peer -> peer.publicKey().ifPresent(key -> names.put(key, peer.name())));
            for (LivePeer peer : live.iface().get().peers()) {
                Optional.ofNullable(names.get(peer.publicKey()))
                        .ifPresent(name -> found.add(watch.get(), name, peer.allowedIps()));
            }
        }
        return found;
    }

    private void add(Watch watch, NodeName peer, List<Cidr> allowedIps) {
        watch.groups().stream().filter(group -> group.includes(peer)).flatMap(group -> group.networks().stream())
                .filter(allowedIps::contains).forEach(network -> holders.put(network, peer));
    }

    /** With whom {@code network} is; absent where none of its peers has it. */
    public Optional<NodeName> holder(Cidr network) {
        return Optional.ofNullable(holders.get(network));
    }

    /** {@code host} with these networks where they are. */
    public DesiredHost in(DesiredHost host) {
        if (holders.isEmpty()) {
            return host;
        }
        List<DesiredPeer> peers = host.peers().stream().map(this::in).toList();
        return new DesiredHost(host.mesh(), host.name(), host.reach(), host.iface(), peers, host.routes(),
                host.ground());
    }

    private DesiredPeer in(DesiredPeer peer) {
        if (peer.role() != KeyRole.CURRENT) {
            return peer;
        }
        Set<Cidr> gained = new HashSet<>();
        holders.forEach((network, holder) -> {
            if (holder.equals(peer.name())) {
                gained.add(network);
            }
        });
        List<Cidr> allowed = Stream.concat(peer.allowedIps().stream().filter(one -> !holders.containsKey(one)),
                gained.stream()).sorted().toList();
        return allowed.equals(peer.allowedIps()) ? peer : peer.with(allowed);
    }
}
