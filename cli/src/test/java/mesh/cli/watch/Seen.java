// SPDX-License-Identifier: Apache-2.0
package mesh.cli.watch;

import java.util.List;
import java.util.Optional;

import mesh.cli.status.StatusDocument;
import mesh.cli.status.StatusDocument.AgentWay;
import mesh.cli.status.StatusDocument.HostStatus;
import mesh.cli.status.StatusDocument.PeerStatus;
import mesh.cli.status.StatusDocument.RouteStatus;

/** Rounds of a watch. */
final class Seen {
    private Seen() {}

    static StatusDocument round(HostStatus... hosts) {
        return new StatusDocument(StatusDocument.FORMAT, "homelab", List.of(hosts), List.of());
    }

    static HostStatus up(String name, PeerStatus... peers) {
        return new HostStatus(name, "up", "", "wg0", List.of("100.64.0.1"), 3, List.of(peers), List.of());
    }

    static HostStatus silent(String name) {
        return new HostStatus(name, "unreachable", "no answer", "wg0", List.of(), 0, List.of(), List.of());
    }

    static HostStatus routing(String name, Optional<String> by, String agent) {
        return new HostStatus(name, "up", "", "wg0", List.of(), 3, List.of(), List.of(), Optional.empty(),
                List.of(new RouteStatus(List.of("192.168.1.0/24"), by, List.of("nas", "pi4"))), Optional.of(agent));
    }

    static PeerStatus peer(String name, String state) {
        return new PeerStatus(name, state, Optional.of("203.0.113.9:51820"), Optional.of(12L), 1_500_000, 820);
    }

    static PeerStatus at(String name, String endpoint) {
        return new PeerStatus(name, "connected", Optional.of(endpoint), Optional.of(12L), 1, 1);
    }

    static PeerStatus by(String name, String path) {
        return new PeerStatus(name, "connected", Optional.of("127.0.0.1:40000"), Optional.of(12L), 1, 1,
                Optional.of(new AgentWay(path, path.equals("relay") ? Optional.of("web") : Optional.empty(),
                        Optional.of("198.51.100.7:40000"), Optional.of(12.3), 3,
                        path.equals("relay") ? "no endpoint answers" : "")));
    }
}
