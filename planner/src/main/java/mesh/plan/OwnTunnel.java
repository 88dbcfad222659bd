// SPDX-License-Identifier: Apache-2.0
package mesh.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import mesh.live.LiveHost;
import mesh.live.LiveInterface;
import mesh.live.LivePeer;
import mesh.live.SshEnds;
import mesh.name.NodeName;
import mesh.net.Cidr;
import mesh.net.IpAddress;
import mesh.net.NetworkHost;

/**
 * A host whose SSH comes through its own running interface: to one of the interface's addresses, or from an address that
 * it answers through the interface.
 *
 * @param at the interface's address that SSH uses; absent where it uses another of the host's
 * @param client where SSH comes from; absent where that is not known, or not through the interface
 * @param carrier the peer that SSH comes through; absent where {@code client} is
 */
record OwnTunnel(Optional<IpAddress> at, Optional<IpAddress> client, Optional<LivePeer> carrier) {

    /** Absent where SSH takes another way, as far as can be told. */
    static Optional<OwnTunnel> of(HostPlan plan) {
        return plan.live().flatMap(live -> live.iface().flatMap(running -> of(plan, live, running)));
    }

    private static Optional<OwnTunnel> of(HostPlan plan, LiveHost live, LiveInterface running) {
        Optional<IpAddress> dialled = plan.reach().ssh().host() instanceof NetworkHost.Literal literal
                ? Optional.of(literal.address())
                : Optional.empty();
        Optional<IpAddress> at = live.ssh().map(SshEnds::server).filter(address -> isOwn(running, address))
                .or(() -> dialled.filter(address -> isOwn(running, address)));
        Optional<IpAddress> client = live.ssh().map(SshEnds::client).filter(address -> answers(running, address));
        return at.isEmpty() && client.isEmpty()
                ? Optional.empty()
                : Optional.of(new OwnTunnel(at, client, client.flatMap(address -> carrier(running, address))));
    }

    private static boolean isOwn(LiveInterface running, IpAddress address) {
        return running.addresses().stream().anyMatch(own -> own.address().equals(address));
    }

    private static boolean answers(LiveInterface running, IpAddress address) {
        return running.addresses().stream().anyMatch(own -> own.connected().contains(address))
                || running.routes().stream().filter(route -> route.prefixLength() > 0)
                        .anyMatch(route -> route.contains(address));
    }

    /** WireGuard takes the peer with the longest prefix. */
    private static Optional<LivePeer> carrier(LiveInterface running, IpAddress address) {
        return running.peers().stream().filter(peer -> longest(peer, address) >= 0)
                .max(Comparator.comparing(peer -> longest(peer, address)));
    }

    private static int longest(LivePeer peer, IpAddress address) {
        return peer.allowedIps().stream().filter(allowed -> allowed.contains(address)).mapToInt(Cidr::prefixLength)
                .max().orElse(-1);
    }

    /** {@code over the mesh (10.9.0.1)}. */
    String way() {
        return "over the mesh" + at.map(address -> " (" + address + ")").orElse("");
    }

    /** What {@code plan} does to this very way, a clause each; empty where it stays as it is. */
    List<String> cuts(HostPlan plan) {
        List<String> cuts = new ArrayList<>(TunnelCuts.of(plan));
        for (Change change : plan.changes()) {
            switch (change) {
                case Change.AddressRemove gone when at.equals(Optional.of(gone.address().address())) ->
                    cuts.add("the address " + gone.address().address() + " goes");
                case Change.RouteRemove gone when client.filter(gone.destination()::contains).isPresent() ->
                    cuts.add("the route to " + gone.destination() + " goes");
                case Change.PeerRemove gone when carries(gone) ->
                    cuts.add(gone.name().map(NodeName::text).orElse("the peer it comes through")
                            + (isBack(plan, gone) ? " gets another key" : " is no peer any more"));
                case Change.PeerUpdate update when carrier.equals(Optional.of(update.before())) ->
                    cuts.addAll(cuts(update));
                default -> {
                }
            }
        }
        return cuts;
    }

    private boolean carries(Change.PeerRemove gone) {
        return carrier.filter(peer -> peer.publicKey().equals(gone.publicKey())).isPresent();
    }

    private static boolean isBack(HostPlan plan, Change.PeerRemove gone) {
        return plan.changes().stream().anyMatch(change -> change instanceof Change.PeerAdd added
                && gone.name().equals(Optional.of(added.peer().name())));
    }

    private List<String> cuts(Change.PeerUpdate update) {
        List<String> cuts = new ArrayList<>();
        NodeName peer = update.after().name();
        if (client.filter(address -> update.after().allowedIps().stream().noneMatch(one -> one.contains(address)))
                .isPresent()) {
            cuts.add(peer + " loses the network it comes from");
        }
        if (update.endpointChanged()) {
            cuts.add("the endpoint of " + peer + " changes");
        }
        if (update.presharedChanged()) {
            cuts.add("the preshared key with " + peer + " changes");
        }
        return cuts;
    }
}
