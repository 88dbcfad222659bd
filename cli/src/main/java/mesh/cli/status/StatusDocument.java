// SPDX-License-Identifier: Apache-2.0
package mesh.cli.status;

import java.util.List;
import java.util.Optional;

/**
 * How a mesh was found, in the shape that {@code mesh status --json} prints.
 *
 * @param format version of this shape; a later minor only adds
 * @param mesh its name
 * @param hosts sorted by name
 * @param stillConfigured hosts that left the spec and still carry their configuration, sorted by name
 * @param pulled hosts that fetch their changes, by their own reports, sorted by name
 */
public record StatusDocument(String format, String mesh, List<HostStatus> hosts, List<String> stillConfigured,
        List<PulledStatus> pulled) {
    /** The version of the shape. */
    public static final String FORMAT = "1.5";

    public StatusDocument {
        hosts = List.copyOf(hosts);
        stillConfigured = List.copyOf(stillConfigured);
        pulled = List.copyOf(pulled);
    }

    /** One of hosts that are all reached over SSH. */
    public StatusDocument(String format, String mesh, List<HostStatus> hosts, List<String> stillConfigured) {
        this(format, mesh, hosts, stillConfigured, List.of());
    }

    /** The same with hosts that left the spec. */
    public StatusDocument withStillConfigured(List<String> left) {
        return new StatusDocument(format, mesh, hosts, left, pulled);
    }

    /** The same with hosts that fetch their changes. */
    public StatusDocument withPulled(List<PulledStatus> found) {
        return new StatusDocument(format, mesh, hosts, stillConfigured, found);
    }

    /**
     * One host that fetches its changes, by what it says itself.
     *
     * @param name of the host
     * @param state {@code current}; {@code applied} (as its last bundle says; what is published is not known);
     *        {@code waiting} or {@code behind} (a newer bundle is there, for an hour at the most or longer);
     *        {@code rolled-back}, {@code refused}, {@code failed}, {@code locked}, {@code unreachable} (it fetches
     *        nothing); {@code silent}; {@code untrusted} (the report is not the host's); {@code unread}
     * @param detail why; empty where there is nothing to say
     * @param generation of the configuration that it has; 0 where none or not known
     * @param serial of the newest bundle that it took; 0 where none or not known
     * @param publishedSerial of the bundle that is there for it; 0 where none or not known
     * @param reportedAt seconds since 1970 of its report; absent where none is to be believed
     * @param reportAgeSeconds how long ago that was
     */
    public record PulledStatus(String name, String state, String detail, int generation, long serial,
            long publishedSerial, Optional<Long> reportedAt, Optional<Long> reportAgeSeconds) {
        private static final java.util.Set<String> WELL = java.util.Set.of("current", "applied", "waiting");

        /** True where nobody needs to look. */
        public boolean isWell() {
            return WELL.contains(state);
        }
    }

    /**
     * One host.
     *
     * @param name of the host
     * @param state {@code up}, {@code down} (no interface), {@code unreachable} or {@code refused}
     * @param detail why nothing is known; empty otherwise
     * @param iface name of the interface
     * @param addresses those it should have, without prefix length
     * @param generation of the configuration applied last; 0 where none was
     * @param peers sorted by name
     * @param notices what there is to know of its key
     * @param relay {@code running}, {@code stopped} or {@code absent}; nothing where it is to have none
     * @param routes networks that it keeps with a peer that is alive
     * @param agent {@code running}, {@code stopped} or {@code absent}; nothing where it is to have none
     */
    public record HostStatus(String name, String state, String detail, String iface, List<String> addresses,
            int generation, List<PeerStatus> peers, List<HostNotice> notices, Optional<String> relay,
            List<RouteStatus> routes, Optional<String> agent) {
        public HostStatus {
            addresses = List.copyOf(addresses);
            peers = List.copyOf(peers);
            notices = List.copyOf(notices);
            routes = List.copyOf(routes);
        }

        /** One that is to have no relay and no agent, and has one peer for each network. */
        public HostStatus(String name, String state, String detail, String iface, List<String> addresses,
                int generation, List<PeerStatus> peers, List<HostNotice> notices) {
            this(name, state, detail, iface, addresses, generation, peers, notices, Optional.empty(), List.of(),
                    Optional.empty());
        }

        /** True when the host answered. */
        public boolean known() {
            return state.equals("up") || state.equals("down");
        }
    }

    /**
     * Networks that move together.
     *
     * @param networks sorted
     * @param by the peer that has them; absent where none has
     * @param peers that may have them, the preferred one first
     */
    public record RouteStatus(List<String> networks, Optional<String> by, List<String> peers) {
        public RouteStatus {
            networks = List.copyOf(networks);
            peers = List.copyOf(peers);
        }
    }

    /**
     * Something to know of a host's key.
     *
     * @param kind {@code key-due} or {@code rotation}
     * @param text one line for people, without the host's name
     */
    public record HostNotice(String kind, String text) {}

    /**
     * One peer of a host, as that host sees it.
     *
     * @param name the peer's, with {@code .next} or {@code .former} for an entry of a key that is being replaced; its
     *        public key where no node of the mesh has that key
     * @param state {@code connected}, {@code idle}, {@code never}, {@code missing} (not configured),
     *        {@code foreign} (configured by somebody else), {@code next} or {@code former} (the key is not in use)
     * @param endpoint where packets go, roaming included
     * @param handshakeAgeSeconds since the last handshake
     * @param receivedBytes through the tunnel
     * @param sentBytes through the tunnel
     * @param way what the host's agent says of the way to it; absent where it finds none for this peer, or does not answer
     */
    public record PeerStatus(String name, String state, Optional<String> endpoint, Optional<Long> handshakeAgeSeconds,
            long receivedBytes, long sentBytes, Optional<AgentWay> way) {
        /** One whose way no agent finds. */
        public PeerStatus(String name, String state, Optional<String> endpoint, Optional<Long> handshakeAgeSeconds,
                long receivedBytes, long sentBytes) {
            this(name, state, endpoint, handshakeAgeSeconds, receivedBytes, sentBytes, Optional.empty());
        }
    }

    /**
     * How an agent says that packets to a peer travel.
     *
     * @param path {@code relay}, {@code trial} or {@code direct}
     * @param relay by which
     * @param endpoint to which
     * @param roundTripMilliseconds absent: not measured
     * @param sinceSeconds how long they have travelled so
     * @param whyNotDirect one line for people; empty where the way is direct
     */
    public record AgentWay(String path, Optional<String> relay, Optional<String> endpoint,
            Optional<Double> roundTripMilliseconds, long sinceSeconds, String whyNotDirect) {}
}
