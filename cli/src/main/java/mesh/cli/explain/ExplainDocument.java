// SPDX-License-Identifier: Apache-2.0
package mesh.cli.explain;

import java.util.List;
import java.util.Optional;

import mesh.cli.status.StatusDocument.AgentWay;

/**
 * How two nodes reach each other, in the shape that {@code mesh explain --json} prints.
 *
 * @param format version of this shape; a later minor only adds
 * @param mesh its name
 * @param one a node
 * @param other another
 * @param path {@code direct}, {@code relayed}, {@code hub}, {@code none} or {@code unlinked}
 * @param hub the host that carries their packets; absent where none does
 * @param why the path is that one
 * @param ends two for each tunnel on the way, from one to the other; empty without a way
 * @param sends what each of the two sends to the other, where mesh configures it
 * @param routes networks that one of the two reaches by the other while others that lead there are silent
 * @param mtus of the hosts on the way
 * @param mtuBytes the smallest of them; absent without a way
 * @param allows what the policy lets them begin, both directions; empty where it lets everybody
 * @param wouldMakeDirect things of which each would make the path direct
 * @param live what the hosts on the way say; absent where they were not asked
 */
public record ExplainDocument(String format, String mesh, String one, String other, String path, Optional<String> hub,
        String why, List<End> ends, List<Sends> sends, List<Ranked> routes, List<HostMtu> mtus,
        Optional<Integer> mtuBytes,
        List<Allows> allows, List<String> wouldMakeDirect, Optional<Live> live) {
    /** The version of the shape. */
    public static final String FORMAT = "1.2";

    public ExplainDocument {
        ends = List.copyOf(ends);
        sends = List.copyOf(sends);
        routes = List.copyOf(routes);
        mtus = List.copyOf(mtus);
        allows = List.copyOf(allows);
        wouldMakeDirect = List.copyOf(wouldMakeDirect);
    }

    /** The same with what the hosts say. */
    public ExplainDocument with(Live found) {
        return new ExplainDocument(format, mesh, one, other, path, hub, why, ends, sends, routes, mtus, mtuBytes,
                allows, wouldMakeDirect, Optional.of(found));
    }

    /**
     * One end of a tunnel.
     *
     * @param node whose end
     * @param peer whose the other end is
     * @param endpoint where the node calls its peer; absent: it waits to be called
     * @param endpointWhy why there
     * @param keepaliveSeconds between keepalives that the node sends; 0: none; absent where mesh does not configure it
     */
    public record End(String node, String peer, Optional<String> endpoint, Optional<String> endpointWhy,
            Optional<Integer> keepaliveSeconds) {}

    /**
     * What a node sends to the far one.
     *
     * @param node a host
     * @param peer to whom it hands the packets: the far node or the hub
     * @param allowedIps those of that peer's that are the far node's: its addresses, and networks behind it
     */
    public record Sends(String node, String peer, List<String> allowedIps) {
        public Sends {
            allowedIps = List.copyOf(allowedIps);
        }
    }

    /**
     * Networks that a node keeps with the first of some peers that is alive.
     *
     * @param node a host
     * @param networks that move together
     * @param peers the preferred one first
     */
    public record Ranked(String node, List<String> networks, List<String> peers) {
        public Ranked {
            networks = List.copyOf(networks);
            peers = List.copyOf(peers);
        }
    }

    /**
     * What the policy lets one end begin.
     *
     * @param from a node, or a network of an external peer
     * @param to a node, or a network behind one
     * @param traffic as the spec writes it; {@code nothing} where no rule lets anything pass
     * @param rules that do, by their places in the spec
     */
    public record Allows(String from, String to, String traffic, List<String> rules) {
        public Allows {
            rules = List.copyOf(rules);
        }
    }

    /**
     * The MTU of a host.
     *
     * @param host its name
     * @param mtuBytes of its interface
     */
    public record HostMtu(String host, int mtuBytes) {}

    /**
     * What the hosts on the way say.
     *
     * @param ends as their hosts see them, in the order of the path
     * @param routes where the hosts have networks that may move
     * @param unread why a host says nothing, by host
     * @param ping absent where nobody was asked to
     */
    public record Live(List<LiveEnd> ends, List<LiveRoute> routes, List<Unread> unread, Optional<Ping> ping) {
        public Live {
            ends = List.copyOf(ends);
            routes = List.copyOf(routes);
            unread = List.copyOf(unread);
        }
    }

    /**
     * One end of a tunnel as it runs.
     *
     * @param node whose end
     * @param peer whose the other end is
     * @param state as in {@code mesh status}
     * @param endpoint where packets go, roaming included
     * @param handshakeAgeSeconds since the last handshake
     * @param receivedBytes through the tunnel
     * @param sentBytes through the tunnel
     * @param way what the node's agent says, as in {@code mesh status}
     */
    public record LiveEnd(String node, String peer, String state, Optional<String> endpoint,
            Optional<Long> handshakeAgeSeconds, long receivedBytes, long sentBytes, Optional<AgentWay> way) {}

    /**
     * Networks as they are at the moment.
     *
     * @param node a host
     * @param networks that move together
     * @param by the peer that has them; absent where none has
     */
    public record LiveRoute(String node, List<String> networks, Optional<String> by) {
        public LiveRoute {
            networks = List.copyOf(networks);
        }
    }

    /**
     * A host that says nothing.
     *
     * @param host its name
     * @param reason one line
     */
    public record Unread(String host, String reason) {}

    /**
     * Echo requests from one to the other through the mesh.
     *
     * @param from the host that sent them
     * @param address to which
     * @param sent how many
     * @param answered how many came back
     * @param averageMilliseconds round trip; absent where nothing came back
     */
    public record Ping(String from, String address, int sent, int answered, Optional<Double> averageMilliseconds) {}
}
