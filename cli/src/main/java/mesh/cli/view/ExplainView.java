// SPDX-License-Identifier: Apache-2.0
package mesh.cli.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import mesh.cli.explain.ExplainDocument;
import mesh.cli.explain.ExplainDocument.Allows;
import mesh.cli.explain.ExplainDocument.End;
import mesh.cli.explain.ExplainDocument.Live;
import mesh.cli.explain.ExplainDocument.LiveEnd;
import mesh.cli.explain.ExplainDocument.Ping;
import mesh.cli.explain.ExplainDocument.Ranked;
import mesh.cli.explain.ExplainDocument.Sends;
import mesh.cli.view.TextTable.Cell;

/** How two nodes reach each other, for people: a headline, then a line or some for each question. */
public final class ExplainView {
    private static final int LABEL = 10;

    private final Palette palette;
    private final Wrapping wrapping;

    /** @param columns lines are wrapped to this width */
    public ExplainView(Palette palette, int columns) {
        this.palette = palette;
        this.wrapping = new Wrapping(columns);
    }

    public String draw(ExplainDocument found) {
        StringBuilder text = new StringBuilder();
        text.append(palette.strong(found.one() + " - " + found.other())).append(": ").append(headline(found))
                .append('\n');
        lines("why", List.of(found.why()), text);
        lines("way", found.ends().stream().map(ExplainView::end).toList(), text);
        lines("sends", found.sends().stream().map(each -> sends(each, found)).toList(), text);
        lines("routes", found.routes().stream().map(ExplainView::ranked).toList(), text);
        lines("allows", found.allows().stream().map(ExplainView::allows).toList(), text);
        lines("mtu", mtu(found), text);
        lines("direct by", found.wouldMakeDirect(), text);
        found.live().ifPresent(live -> drawLive(live, text));
        return text.toString();
    }

    private String headline(ExplainDocument found) {
        return switch (found.path()) {
            case "direct" -> palette.good("direct");
            case "relayed" -> palette.good("by agents");
            case "hub" -> palette.good("through " + found.hub().orElse(""));
            case "none" -> palette.bad("no path");
            default -> palette.change("not linked");
        };
    }

    private void lines(String label, List<String> values, StringBuilder text) {
        String shown = label;
        for (String value : values) {
            String first = "  " + shown + " ".repeat(LABEL - shown.length());
            String wrapped = wrapping.wrap(first, " ".repeat(LABEL + 4), value);
            text.append("  ").append(palette.faint(wrapped.substring(2, 2 + label.length())))
                    .append(wrapped.substring(2 + label.length()));
            shown = "";
        }
    }

    private static String end(End end) {
        String calls = end.endpoint()
                .map(endpoint -> end.node() + " calls " + end.peer() + " at " + endpoint + ", "
                        + end.endpointWhy().orElse(""))
                .orElseGet(() -> end.endpointWhy().map(why -> end.node() + " calls " + end.peer() + " " + why)
                        .orElse(end.node() + " waits for " + end.peer() + " to call"));
        int keepalive = end.keepaliveSeconds().orElse(0);
        return calls + (keepalive > 0 ? "; keepalive every " + keepalive + " s" : "");
    }

    private static String sends(Sends sends, ExplainDocument found) {
        String far = sends.node().equals(found.one()) ? found.other() : found.one();
        return sends.node() + " to " + far + (sends.peer().equals(far) ? "" : " by " + sends.peer()) + ": "
                + String.join(", ", sends.allowedIps());
    }

    private static String ranked(Ranked ranked) {
        return ranked.node() + " reaches " + String.join(", ", ranked.networks()) + " by the first of "
                + String.join(", ", ranked.peers()) + " that is alive";
    }

    private static String allows(Allows allows) {
        return allows.from() + " to " + allows.to() + ": " + allows.traffic()
                + (allows.rules().isEmpty() ? "" : ", by " + String.join(", ", allows.rules()));
    }

    private static List<String> mtu(ExplainDocument found) {
        if (found.mtus().isEmpty()) {
            return List.of();
        }
        String each = found.mtus().stream().map(host -> host.mtuBytes() + " on " + host.host())
                .collect(Collectors.joining(", "));
        boolean same = found.mtus().stream().allMatch(host -> found.mtuBytes().equals(Optional.of(host.mtuBytes())));
        return List.of(same ? each : each + "; packets up to " + found.mtuBytes().orElseThrow() + " bytes pass");
    }

    private void drawLive(Live live, StringBuilder text) {
        text.append('\n');
        if (!live.ends().isEmpty()) {
            TextTable table = new TextTable("  ").header(palette, "end", "state", "handshake", "received", "sent",
                    "endpoint");
            live.ends().forEach(end -> table.row(cells(end)));
            text.append(table.draw());
        }
        live.routes().forEach(route -> text.append(wrapping.wrap("  ", "      ", route.node() + " has "
                + String.join(", ", route.networks()) + " by " + route.by().orElse("nobody"))));
        live.unread().forEach(unread -> text
                .append(wrapping.wrap("  ", "      ", unread.host() + " says nothing: " + unread.reason())));
        live.ping().ifPresent(ping -> text.append("  ").append(ping(ping)).append('\n'));
    }

    private Cell[] cells(LiveEnd end) {
        boolean missing = end.state().equals("missing");
        List<Cell> cells = new ArrayList<>();
        cells.add(Cell.of(end.node() + " to " + end.peer()));
        cells.add(new Cell(end.state(), end.state().equals("connected") ? palette::good : palette::change));
        cells.add(Cell.of(end.handshakeAgeSeconds().map(age -> Words.age(age) + " ago").orElse("-")));
        cells.add(Cell.of(missing ? "-" : Words.size(end.receivedBytes())));
        cells.add(Cell.of(missing ? "-" : Words.size(end.sentBytes())));
        cells.add(new Cell(WayText.of(end.way(), end.endpoint()), text -> WayText.painted(palette, end.way(), text)));
        return cells.toArray(Cell[]::new);
    }

    private String ping(Ping ping) {
        String counts = "ping from " + ping.from() + " to " + ping.address() + ": " + ping.answered() + " of "
                + ping.sent() + " answered";
        return ping.averageMilliseconds()
                .map(average -> palette.good(counts + String.format(Locale.ROOT, ", %.1f ms", average)))
                .orElseGet(() -> palette.bad(counts));
    }
}
