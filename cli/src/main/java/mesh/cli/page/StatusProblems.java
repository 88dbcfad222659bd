// SPDX-License-Identifier: Apache-2.0
package mesh.cli.page;

import java.util.ArrayList;
import java.util.List;

import mesh.cli.status.StatusDocument;
import mesh.cli.status.StatusDocument.HostStatus;
import mesh.cli.status.StatusDocument.PeerStatus;

/** What of a status somebody should look at, the worse first. Pure. */
final class StatusProblems {
    private StatusProblems() {}

    /**
     * @param who a host, or a host and its peer
     * @param bad false where it may be as it should
     */
    record Problem(String who, String what, boolean bad) {}

    static List<Problem> of(StatusDocument status) {
        List<Problem> bad = new ArrayList<>();
        List<Problem> doubtful = new ArrayList<>();
        for (HostStatus host : status.hosts()) {
            if (!host.state().equals("up")) {
                bad.add(new Problem(host.name(), host.state() + (host.detail().isEmpty() ? "" : ": " + host.detail()),
                        true));
            }
            host.peers().forEach(peer -> ofPeer(host, peer, bad, doubtful));
            host.relay().filter(state -> !state.equals("running"))
                    .ifPresent(state -> bad.add(new Problem(host.name(), "relay " + state, true)));
            host.agent().filter(state -> !state.equals("running"))
                    .ifPresent(state -> bad.add(new Problem(host.name(), "agent " + state, true)));
            host.routes().stream().filter(route -> route.by().isEmpty()).forEach(route -> bad
                    .add(new Problem(host.name(), String.join(" ", route.networks()) + " by nobody", true)));
            host.notices().forEach(notice -> doubtful.add(new Problem(host.name(), notice.text(), false)));
        }
        status.pulled().stream().filter(host -> !host.isWell()).forEach(host -> bad.add(new Problem(host.name(),
                host.state() + (host.detail().isEmpty() ? "" : ": " + host.detail()), true)));
        status.stillConfigured().forEach(left -> doubtful
                .add(new Problem(left, "left the mesh and is configured still; 'mesh apply' removes what it has",
                        false)));
        bad.addAll(doubtful);
        return bad;
    }

    private static void ofPeer(HostStatus host, PeerStatus peer, List<Problem> bad, List<Problem> doubtful) {
        String who = host.name() + " -> " + peer.name();
        switch (peer.state()) {
            case "missing" -> bad.add(new Problem(who, "is not configured", true));
            case "foreign" -> bad.add(new Problem(who, "is a peer that is not of this mesh", true));
            case "never" -> doubtful.add(new Problem(who, "no handshake yet", false));
            default -> peer.way().filter(way -> !way.path().equals("direct") && !way.whyNotDirect().isEmpty())
                    .ifPresent(way -> doubtful.add(new Problem(who, "not direct: " + way.whyNotDirect(), false)));
        }
    }
}
