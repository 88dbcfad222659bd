// SPDX-License-Identifier: Apache-2.0
package mesh.cli.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import mesh.cli.status.PartialStatus;
import mesh.cli.status.StatusDocument;
import mesh.cli.status.StatusDocument.HostStatus;
import mesh.cli.status.StatusDocument.PeerStatus;
import mesh.cli.status.StatusDocument.PulledStatus;
import mesh.cli.status.StatusDocument.RouteStatus;
import mesh.cli.view.TextTable.Cell;

/** A mesh's status for people: a block a host, a line a peer, one line that sums it up. */
public final class StatusTable {
    private final Palette palette;
    private final boolean brief;

    public StatusTable(Palette palette) {
        this(palette, false);
    }

    private StatusTable(Palette palette, boolean brief) {
        this.palette = palette;
        this.brief = brief;
    }

    /** One whose lines fit into 80 columns where names are short: of an agent's way it says the least that helps. */
    public static StatusTable brief(Palette palette) {
        return new StatusTable(palette, true);
    }

    /**
     * A line and whom it is about.
     *
     * @param host empty for an empty line
     * @param peer absent for a line about the host itself
     */
    public record Line(String host, Optional<String> peer, String text) {
        static final Line EMPTY = new Line("", Optional.empty(), "");

        static Line of(HostStatus host, String text) {
            return new Line(host.name(), Optional.empty(), text);
        }
    }

    public String draw(StatusDocument status) {
        return Stream.concat(lines(status).stream().map(Line::text), Stream.of(summary(status)))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** All but what sums it up. */
    public List<Line> lines(StatusDocument status) {
        List<Line> lines = new ArrayList<>();
        for (HostStatus host : status.hosts()) {
            addHost(host, lines);
            lines.add(Line.EMPTY);
        }
        for (String left : status.stillConfigured()) {
            lines.add(new Line(left, Optional.empty(),
                    palette.strong(left) + "  " + palette.change("still configured itself")
                            + "  left the mesh; 'mesh apply' removes what it has"));
            lines.add(Line.EMPTY);
        }
        addPulled(status.pulled(), lines);
        return lines;
    }

    private void addPulled(List<PulledStatus> pulled, List<Line> lines) {
        if (pulled.isEmpty()) {
            return;
        }
        TextTable table = new TextTable("").header(palette, "pulls", "state", "reported", "generation", "bundle",
                "why");
        pulled.forEach(host -> table.row(new Cell(host.name(), palette::strong),
                new Cell(host.state(), text -> host.isWell() ? palette.good(text) : palette.bad(text)),
                Cell.of(host.reportAgeSeconds().map(age -> Words.age(age) + " ago").orElse("-")),
                Cell.of(host.generation() == 0 ? "-" : Integer.toString(host.generation())), Cell.of(bundle(host)),
                Cell.of(host.detail())));
        List<String> rows = table.draw().lines().toList();
        lines.add(new Line("", Optional.empty(), rows.getFirst()));
        for (int i = 0; i < pulled.size(); i++) {
            lines.add(new Line(pulled.get(i).name(), Optional.empty(), rows.get(i + 1)));
        }
        lines.add(Line.EMPTY);
    }

    /** The bundle that a host took last, and the newer one that is there. */
    static String bundle(PulledStatus host) {
        String serial = host.serial() == 0 ? "-" : Long.toString(host.serial());
        return host.publishedSerial() > host.serial() && host.reportedAt().isPresent()
                ? serial + ", newer: " + host.publishedSerial()
                : serial;
    }

    private void addHost(HostStatus host, List<Line> lines) {
        String head = palette.strong(host.name()) + "  " + hostState(host.state()) + "  ";
        if (!host.known()) {
            lines.add(Line.of(host, head + host.detail()));
            addNotices(host, lines);
            return;
        }
        lines.add(Line.of(host, head + host.iface() + "  " + String.join("  ", host.addresses()) + palette
                .faint(host.generation() == 0 ? "  never applied" : "  generation " + host.generation())));
        addPeers(host, lines);
        host.relay().ifPresent(relay -> lines.add(Line.of(host, service("relay", relay))));
        host.agent().ifPresent(agent -> lines.add(Line.of(host, service("agent", agent))));
        host.routes().forEach(route -> lines.add(Line.of(host, "  " + route(route))));
        addNotices(host, lines);
    }

    private void addPeers(HostStatus host, List<Line> lines) {
        if (host.peers().isEmpty()) {
            return;
        }
        TextTable table = new TextTable("  ").header(palette, "peer", "state", "handshake", "received", "sent",
                "endpoint");
        host.peers().forEach(peer -> table.row(cells(peer)));
        List<String> rows = table.draw().lines().toList();
        lines.add(Line.of(host, rows.getFirst()));
        for (int i = 0; i < host.peers().size(); i++) {
            lines.add(new Line(host.name(), Optional.of(host.peers().get(i).name()), rows.get(i + 1)));
        }
    }

    private String service(String name, String state) {
        return "  " + name + ' ' + (state.equals("running") ? palette.good(state) : palette.bad(state));
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

    private void addNotices(HostStatus host, List<Line> lines) {
        host.notices().forEach(notice -> lines.add(Line.of(host, palette.change("  ! " + notice.text()))));
    }

    private Cell[] cells(PeerStatus peer) {
        boolean missing = peer.state().equals("missing");
        return new Cell[]{Cell.of(Keys.shortened(peer.name())),
                new Cell(peer.state(), text -> peerState(peer.state(), text)),
                Cell.of(peer.handshakeAgeSeconds().map(age -> Words.age(age) + " ago").orElse("-")),
                Cell.of(missing ? "-" : Words.size(peer.receivedBytes())),
                Cell.of(missing ? "-" : Words.size(peer.sentBytes())),
                new Cell(brief
                        ? WayText.brief(peer.way(), peer.endpoint())
                        : WayText.of(peer.way(), peer.endpoint()), text -> WayText.painted(palette, peer.way(), text))};
    }

    private String hostState(String state) {
        return switch (state) {
            case "up" -> palette.good(state);
            case PartialStatus.ASKED -> palette.change(state);
            default -> palette.bad(state);
        };
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
    public static String summary(StatusDocument status) {
        List<String> sentences = new ArrayList<>();
        if (!status.hosts().isEmpty() || status.pulled().isEmpty()) {
            sentences.add(reached(status));
        }
        if (!status.pulled().isEmpty()) {
            Map<String, Long> states = status.pulled().stream()
                    .collect(Collectors.groupingBy(PulledStatus::state, TreeMap::new, Collectors.counting()));
            sentences.add(states.entrySet().stream().map(state -> state.getValue() + " " + state.getKey()).collect(
                    Collectors.joining(", ", Words.count(status.pulled().size(), "host") + " that pull: ", ".")));
        }
        return String.join(" ", sentences);
    }

    private static String reached(StatusDocument status) {
        StringBuilder text = new StringBuilder(Words.count(status.hosts().size(), "host")).append(": ");
        String separator = "";
        for (String state : new String[]{"up", "down", "unreachable", "refused", PartialStatus.ASKED}) {
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
