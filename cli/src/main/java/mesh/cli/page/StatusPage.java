// SPDX-License-Identifier: Apache-2.0
package mesh.cli.page;

import java.util.List;

import mesh.cli.status.StatusDocument;
import mesh.cli.status.StatusDocument.HostStatus;
import mesh.cli.status.StatusDocument.PeerStatus;
import mesh.cli.view.Keys;
import mesh.cli.view.StatusTable;
import mesh.cli.view.WayText;
import mesh.cli.view.Words;

/** A mesh's status as a page: what it comes to, what needs a look, then each host with its peers. */
public final class StatusPage {
    private static final List<String> STATES = List.of("up", "down", "unreachable", "refused");

    private final StatusDocument status;
    private final Html page = new Html();

    private StatusPage(StatusDocument status) {
        this.status = status;
    }

    /** @param at when hosts were read, for people */
    public static String of(StatusDocument status, String at) {
        return new StatusPage(status).write(at);
    }

    private String write(String at) {
        page.open("header").element("p", "kind", "mesh " + status.mesh() + ", status, read at " + at).element("h1", "",
                StatusTable.summary(status));
        page.open("ul", "tiles");
        for (String state : STATES) {
            long number = status.hosts().stream().filter(host -> host.state().equals(state)).count();
            page.open("li", number == 0 ? "none" : hostKind(state)).element("b", "", Long.toString(number))
                    .text(" " + state).close("li");
        }
        page.close("ul").close("header");
        problems();
        status.hosts().forEach(this::host);
        pulled();
        return Frame.around("status of mesh " + status.mesh(), page.end());
    }

    private void pulled() {
        if (status.pulled().isEmpty()) {
            return;
        }
        page.open("section").element("h2", "", "Hosts that fetch their changes").table("host", "state", "reported",
                "generation", "bundle", "why");
        status.pulled().forEach(host -> page.open("tr").cell("host", "", host.name())
                .cell("state", host.isWell() ? "gain" : "loss", host.state())
                .cell("reported", "", host.reportAgeSeconds().map(age -> Words.age(age) + " ago").orElse("-"))
                .cell("generation", "number", Integer.toString(host.generation()))
                .cell("bundle", "number", Long.toString(host.serial())).cell("why", "", host.detail()).close("tr"));
        page.endTable().close("section");
    }

    private void problems() {
        List<StatusProblems.Problem> problems = StatusProblems.of(status);
        if (problems.isEmpty()) {
            return;
        }
        page.open("section").element("h2", "", "What needs a look").open("ul", "problems");
        problems.forEach(problem -> page.open("li", problem.bad() ? "loss" : "change")
                .text(problem.bad() ? "!! " : "! ").element("b", "", Keys.shortened(problem.who()))
                .text(" " + problem.what()).close("li"));
        page.close("ul").close("section");
    }

    private static String hostKind(String state) {
        return state.equals("up") ? "gain" : "loss";
    }

    private void host(HostStatus host) {
        page.open("details open").open("summary").element("b", hostKind(host.state()), host.name())
                .element("span", hostKind(host.state()), " " + host.state()).element("span", "meaning", line(host))
                .close("summary");
        if (!host.peers().isEmpty()) {
            page.table("peer", "state", "handshake", "received", "sent", "endpoint");
            host.peers().forEach(this::peer);
            page.endTable();
        }
        host.routes().forEach(route -> page.element("p", route.by().isPresent() ? "" : "loss",
                String.join(" ", route.networks()) + " by " + route.by().orElse("nobody")));
        page.close("details");
    }

    private static String line(HostStatus host) {
        if (!host.known()) {
            return host.detail();
        }
        return host.iface() + "  " + String.join("  ", host.addresses()) + "  "
                + (host.generation() == 0 ? "never applied" : "generation " + host.generation())
                + host.relay().map(relay -> ", relay " + relay).orElse("")
                + host.agent().map(agent -> ", agent " + agent).orElse("");
    }

    private void peer(PeerStatus peer) {
        boolean missing = peer.state().equals("missing");
        page.open("tr").cell("peer", "", Keys.shortened(peer.name()))
                .cell("state", peerKind(peer.state()), peer.state())
                .cell("handshake", "", peer.handshakeAgeSeconds().map(age -> Words.age(age) + " ago").orElse("-"))
                .cell("received", "number", missing ? "-" : Words.size(peer.receivedBytes()))
                .cell("sent", "number", missing ? "-" : Words.size(peer.sentBytes()))
                .cell("endpoint", "", WayText.of(peer.way(), peer.endpoint())).close("tr");
    }

    private static String peerKind(String state) {
        return switch (state) {
            case "connected" -> "gain";
            case "idle", "next", "former" -> "same";
            case "never" -> "change";
            default -> "loss";
        };
    }
}
