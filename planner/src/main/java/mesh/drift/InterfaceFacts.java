// SPDX-License-Identifier: Apache-2.0
package mesh.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import mesh.desired.DesiredHost;
import mesh.desired.DesiredPeer;
import mesh.key.PublicKey;
import mesh.live.LiveInterface;
import mesh.net.Cidr;
import mesh.net.InterfaceAddress;
import mesh.net.Keepalive;

/**
 * An interface as one of three says it is: the spec, a file, the kernel. Endpoints are left out: they roam.
 *
 * @param port absent where it listens nowhere
 * @param mtuBytes absent where nobody says
 * @param addresses sorted
 * @param routes sorted; connected prefixes left out
 * @param peers by key
 */
record InterfaceFacts(Optional<Integer> port, Optional<Integer> mtuBytes, List<InterfaceAddress> addresses,
        List<Cidr> routes, SortedMap<PublicKey, PeerFacts> peers) {

    InterfaceFacts {
        addresses = addresses.stream().distinct().sorted().toList();
        routes = routes.stream().distinct().sorted().toList();
        peers = new TreeMap<>(peers);
    }

    /**
     * One peer.
     *
     * @param allowedIps sorted
     * @param keepalive 0 is off
     * @param preshared true where the pair has a preshared key
     */
    record PeerFacts(List<Cidr> allowedIps, Keepalive keepalive, boolean preshared) {
        PeerFacts {
            allowedIps = allowedIps.stream().distinct().sorted().toList();
        }
    }

    /** Peers whose keys are not known yet are left out. */
    static InterfaceFacts of(DesiredHost host) {
        SortedMap<PublicKey, PeerFacts> peers = new TreeMap<>();
        for (DesiredPeer peer : host.peers()) {
            peer.publicKey().ifPresent(key -> peers.put(key,
                    new PeerFacts(peer.allowedIps(), peer.keepalive(), peer.presharedEpoch().isPresent())));
        }
        return new InterfaceFacts(Optional.of(host.iface().port().number()),
                Optional.of(host.iface().mtu().bytes()), host.iface().addresses(), host.routes(), peers);
    }

    static InterfaceFacts of(LiveInterface iface) {
        SortedMap<PublicKey, PeerFacts> peers = new TreeMap<>();
        iface.peers().forEach(peer -> peers.put(peer.publicKey(),
                new PeerFacts(peer.allowedIps(), peer.keepalive(), peer.preshared())));
        return new InterfaceFacts(iface.port().map(port -> port.number()), Optional.of(iface.mtuBytes()),
                iface.addresses(), outside(iface.routes(), iface.addresses()), peers);
    }

    /** Those of {@code routes} that no connected prefix covers. */
    static List<Cidr> outside(List<Cidr> routes, List<InterfaceAddress> addresses) {
        return new ArrayList<>(routes.stream()
                .filter(route -> addresses.stream().noneMatch(own -> own.connected().contains(route))).toList());
    }
}
