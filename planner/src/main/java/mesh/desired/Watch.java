// SPDX-License-Identifier: Apache-2.0
package mesh.desired;

import java.util.List;

import mesh.name.NodeName;
import mesh.net.Cidr;
import mesh.net.Keepalive;

/**
 * Networks that a host reaches through one of several peers. It keeps them with the first one that is alive: a program of
 * its own listens whether peers are silent, and moves allowed IPs. Its configuration has them with the first.
 *
 * @param groups sorted by their first network; at least one
 */
public record Watch(List<Group> groups) {
    /** What both ends of a watched pair send, so that silence means something. */
    static final Keepalive KEEPALIVE = new Keepalive(5);

    public Watch {
        groups = List.copyOf(groups);
    }

    /**
     * Networks that move together.
     *
     * @param networks sorted; for an exit those that stand for everything
     * @param peers the preferred one first; at least two
     */
    public record Group(List<Cidr> networks, List<NodeName> peers) {
        public Group {
            networks = List.copyOf(networks);
            peers = List.copyOf(peers);
        }

        /** Whether it moves by way of {@code peer}. */
        public boolean includes(NodeName peer) {
            return peers.contains(peer);
        }
    }

    /** Whether {@code peer} is one of those that are listened to. */
    public boolean includes(NodeName peer) {
        return groups.stream().anyMatch(group -> group.includes(peer));
    }
}
