// SPDX-License-Identifier: Apache-2.0
package mesh.desired;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import mesh.desired.PolicyWorld.Packet;
import mesh.net.Cidr;
import mesh.policy.FilterRule;
import mesh.policy.HostFilter;

/**
 * A packet's way through what hosts and devices are given: WireGuard's choice of a peer by allowed IPs, its check of the
 * source, and the filters. All is read as text and compared bit by bit.
 */
final class WalkedPacket {
    private static final int MOST_STEPS = 4;

    private final PolicyWorld world;
    /** For each node, its peers' allowed IPs. */
    private final Map<String, Map<String, List<String>>> peers = new LinkedHashMap<>();
    private final Map<String, HostFilter> filters = new LinkedHashMap<>();

    WalkedPacket(PolicyWorld world, List<DesiredHost> hosts, List<DesiredDevice> devices) {
        this.world = world;
        hosts.forEach(host -> {
            peers.put(host.name().text(), allowed(host.peers()));
            filters.put(host.name().text(), host.ground().filter().orElseThrow());
        });
        devices.forEach(device -> peers.put(device.name().text(), allowed(device.peers())));
    }

    private static Map<String, List<String>> allowed(List<DesiredPeer> peers) {
        Map<String, List<String>> allowed = new LinkedHashMap<>();
        peers.forEach(peer -> allowed.put(peer.name().text(), texts(peer.allowedIps())));
        return allowed;
    }

    private static List<String> texts(List<Cidr> cidrs) {
        return cidrs.stream().filter(cidr -> !cidr.isV6()).map(Cidr::toString).toList();
    }

    boolean arrives(String start, String from, String to, Packet packet) {
        String here = start;
        String target = owner(to);
        for (int step = 0; step < MOST_STEPS; step++) {
            Optional<String> next = here.equals("x0") ? Optional.of(target) : peerFor(here, to);
            if (!leaves(here, from, to, packet) || next.isEmpty() || !enters(next.get(), here, from, to, packet)) {
                return false;
            }
            here = next.get();
            if (here.equals(target)) {
                return true;
            }
        }
        return false;
    }

    /** Where an address is; the internet is at the exit node. */
    private String owner(String address) {
        return world.nodes().stream().filter(node -> node.address().equals(address)
                || node.networks().stream().anyMatch(network -> PolicyWorld.lies(address, network)))
                .map(PolicyWorld.Node::name).findFirst().orElse("h0");
    }

    /** The peer with the longest prefix that has the address. */
    private Optional<String> peerFor(String node, String address) {
        record Match(String peer, int length) {}
        List<Match> matches = new ArrayList<>();
        peers.getOrDefault(node, Map.of()).forEach((peer, networks) -> networks.stream()
                .filter(network -> PolicyWorld.lies(address, network))
                .forEach(network -> matches.add(new Match(peer, Integer.parseInt(network.split("/")[1])))));
        return matches.stream().max(Comparator.comparingInt(Match::length)).map(Match::peer);
    }

    private boolean leaves(String node, String from, String to, Packet packet) {
        HostFilter filter = filters.get(node);
        return filter == null || texts(filter.guarded()).stream().noneMatch(network -> PolicyWorld.lies(to, network))
                || accepts(filter, from, to, packet);
    }

    private boolean enters(String node, String sender, String from, String to, Packet packet) {
        if (node.equals("x0")) {
            return true;
        }
        HostFilter filter = filters.get(node);
        return peerFor(node, from).equals(Optional.of(sender)) && (filter == null || accepts(filter, from, to, packet));
    }

    private static boolean accepts(HostFilter filter, String from, String to, Packet packet) {
        return filter.accepts().stream()
                .anyMatch(rule -> isMeant(rule, from, to) && isIn(rule.traffic().toString(), packet));
    }

    private static boolean isMeant(FilterRule rule, String from, String to) {
        return (rule.fromAnybody() || texts(rule.from()).stream().anyMatch(network -> PolicyWorld.lies(from, network)))
                && (texts(rule.to()).stream().anyMatch(network -> PolicyWorld.lies(to, network))
                        || rule.toInternet() && to.equals(PolicyWorld.PUBLIC));
    }

    /** @param traffic as it is printed: items with commas between */
    static boolean isIn(String traffic, Packet packet) {
        for (String item : traffic.split(", ")) {
            if (PolicyWorld.contains(item, packet)
                    || item.equals("other protocols") && packet.protocol().equals("gre")) {
                return true;
            }
        }
        return false;
    }
}
