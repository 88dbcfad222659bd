// SPDX-License-Identifier: Apache-2.0
package mesh.cli.watch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import mesh.cli.status.StatusDocument;
import mesh.cli.status.StatusDocument.AgentWay;
import mesh.cli.status.StatusDocument.HostStatus;
import mesh.cli.status.StatusDocument.PeerStatus;
import mesh.cli.view.Keys;
import mesh.cli.watch.Change.Mark;

/** What hosts that answered both times see differently of their peers. Pure. */
final class PeerChanges {
    private PeerChanges() {}

    static List<Change> between(StatusDocument before, StatusDocument after) {
        Map<String, HostStatus> earlier = new HashMap<>();
        before.hosts().stream().filter(HostStatus::known).forEach(host -> earlier.put(host.name(), host));
        List<Change> changes = new ArrayList<>();
        for (HostStatus host : after.hosts()) {
            HostStatus was = earlier.get(host.name());
            if (was != null && host.known()) {
                Map<String, PeerStatus> peers = new HashMap<>();
                was.peers().forEach(peer -> peers.put(peer.name(), peer));
                host.peers().forEach(peer -> of(host.name(), Optional.ofNullable(peers.remove(peer.name())), peer)
                        .ifPresent(changes::add));
                peers.keySet().stream().sorted().forEach(gone -> changes
                        .add(Change.ofPeer(Mark.OTHER, host.name(), Keys.shortened(gone), "is no peer any more")));
            }
        }
        return changes;
    }

    private static Optional<Change> of(String host, Optional<PeerStatus> before, PeerStatus now) {
        String name = Keys.shortened(now.name());
        if (before.isEmpty()) {
            boolean foreign = now.state().equals("foreign");
            return Optional.of(Change.ofPeer(foreign ? Mark.WORSE : Mark.OTHER, host, name,
                    foreign ? "is a new peer that is not of this mesh" : "is a new peer, " + now.state()));
        }
        PeerStatus was = before.get();
        if (!was.state().equals(now.state())) {
            return Optional.of(Change.ofPeer(mark(now.state()), host, name, state(now.state())));
        }
        return otherWay(was.way(), now.way()).map(way -> Change.ofPeer(mark(way), host, name, text(way)))
                .or(() -> roamed(was, now).map(text -> Change.ofPeer(Mark.OTHER, host, name, text)));
    }

    private static Mark mark(String state) {
        return switch (state) {
            case "connected" -> Mark.BETTER;
            case "never", "missing", "foreign" -> Mark.WORSE;
            default -> Mark.OTHER;
        };
    }

    private static String state(String state) {
        return switch (state) {
            case "idle" -> "idle, no handshake for three minutes";
            case "never" -> "no handshake yet";
            case "missing" -> "is not configured any more";
            default -> state;
        };
    }

    /** The way that packets take now, where an agent found another before. */
    private static Optional<AgentWay> otherWay(Optional<AgentWay> before, Optional<AgentWay> now) {
        return now.filter(way -> before.isPresent()).filter(way -> !before.get().path().equals(way.path())
                || way.path().equals("relay") && !before.get().relay().equals(way.relay()));
    }

    private static Mark mark(AgentWay way) {
        return switch (way.path()) {
            case "direct" -> Mark.BETTER;
            case "trial" -> Mark.OTHER;
            default -> Mark.WORSE;
        };
    }

    private static String text(AgentWay way) {
        return switch (way.path()) {
            case "direct" -> "direct now";
            case "trial" -> "a direct way is on trial";
            default -> "by relay" + way.relay().map(relay -> " " + relay).orElse("") + " now"
                    + (way.whyNotDirect().isEmpty() ? "" : ": " + way.whyNotDirect());
        };
    }

    /** Of a peer whose way an agent finds, the endpoint is the agent's business. */
    private static Optional<String> roamed(PeerStatus before, PeerStatus now) {
        return now.way().isPresent() || before.way().isPresent() || before.endpoint().equals(now.endpoint())
                ? Optional.empty()
                : now.endpoint().map(endpoint -> "endpoint is " + endpoint + " now");
    }
}
