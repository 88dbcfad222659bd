// SPDX-License-Identifier: Apache-2.0
package mesh.cli.view;

import java.util.List;

import mesh.cli.status.StatusDocument;
import mesh.cli.status.StatusDocument.HostStatus;
import mesh.cli.status.StatusDocument.PeerStatus;
import mesh.cli.status.StatusDocument.RouteStatus;
import mesh.cli.view.TextTable.Cell;

/** A mesh's status for people: a block a host, a line a peer, one line that sums it up. */
public final class StatusTable {
    private final Palette palette;

    public StatusTable(Palette palette) {
        this.palette = palette;
    }

    public String draw(StatusDocument status) {
        StringBuilder text = new StringBuilder();
        for (HostStatus host : status.hosts()) {
            drawHost(host, text);
            text.append('\n');
        }
        for (String left : status.stillConfigured()) {
            text.append(palette.strong(left)).append("  ").append(palette.change("still configured itself"))
                    .append("  left the mesh; 'mesh apply' removes what it has\n\n");
        }
        return text.append(summary(status)).append('\n').toString();
    }

    private void drawHost(HostStatus host, StringBuilder text) {
        text.append(palette.strong(host.name())).append("  ").append(hostState(host.state())).append("  ");
        if (!host.known()) {
            text.append(host.detail()).append('\n');
            drawNotices(host, text);
            return;
        }
        text.append(host.iface()).append("  ").append(String.join("  ", host.addresses()));
        text.append(palette.faint(host.generation() == 0 ? "  never applied" : "  generation " + host.generation()));
        text.append('\n');
        if (!host.peers().isEmpty()) {
            TextTable table = new TextTable("  ").header(palette, "peer", "state", "handshake", "received", "sent",
                    "endpoint");
            host.peers().forEach(peer -> table.row(cells(peer)));
            text.append(table.draw());
        }
        host.relay().ifPresent(relay -> drawService("relay", relay, text));
        host.agent().ifPresent(agent -> drawService("agent", agent, text));
        host.routes().forEach(route -> text.append("  ").append(route(route)).append('\n'));
        drawNotices(host, text);
    }

    private void drawService(String name, String state, StringBuilder text) {
        text.append("  ").append(name).append(' ')
                .append(state.equals("running") ? palette.good(state) : palette.bad(state)).append('\n');
    }

    /** {@code 192.168.1.0/24 by cedar, not the preferred birch}. */
    private String route(RouteStatus route) {
        String networks = String.join(" ", route.networks());
        String preferred = route.peers().getFirst();
        return route.by().map(by -> networks + " by " + (by.equals(preferred)
                ? palette.good(by)
                : palette.change(by + ", not the preferred " + preferred)))
                .orElseGet(() -> networks + " " + palette.bad("by nobody"));
    }

    private void drawNotices(HostStatus host, StringBuilder text) {
        host.notices().forEach(notice -> text.append(palette.change("  ! " + notice.text())).append('\n'));
    }

    private Cell[] cells(PeerStatus peer) {
        boolean missing = peer.state().equals("missing");
        return new Cell[]{Cell.of(Keys.shortened(peer.name())),
                new Cell(peer.state(), text -> peerState(peer.state(), text)),
                Cell.of(peer.handshakeAgeSeconds().map(age -> Words.age(age) + " ago").orElse("-")),
                Cell.of(missing ? "-" : Words.size(peer.receivedBytes())),
                Cell.of(missing ? "-" : Words.size(peer.sentBytes())),
                new Cell(WayText.of(peer.way(), peer.endpoint()), text -> WayText.painted(palette, peer.way(), text))};
    }

    private String hostState(String state) {
        return state.equals("up") ? palette.good(state) : palette.bad(state);
    }

    private String peerState(String state, String text) {
        return switch (state) {
            case "connected" -> palette.good(text);
            case "idle", "next", "former" -> text;
            case "never" -> palette.change(text);
            default -> palette.bad(text);
        };
    }

    /** {@code 3 hosts: 2 up, 1 unreachable. 4 of 6 tunnel ends connected.} */
    private static String summary(StatusDocument status) {
        StringBuilder text = new StringBuilder(Words.count(status.hosts().size(), "host")).append(": ");
        String separator = "";
        for (String state : new String[]{"up", "down", "unreachable", "refused"}) {
            long number = status.hosts().stream().filter(host -> host.state().equals(state)).count();
            if (number > 0) {
                text.append(separator).append(number).append(' ').append(state);
                separator = ", ";
            }
        }
        List<PeerStatus> ends = status.hosts().stream().flatMap(host -> host.peers().stream())
                .filter(peer -> !peer.state().equals("next") && !peer.state().equals("former")).toList();
        long connected = ends.stream().filter(peer -> peer.state().equals("connected")).count();
        return text.append(". ").append(connected).append(" of ").append(Words.count(ends.size(), "tunnel end"))
                .append(" connected.").toString();
    }
}
