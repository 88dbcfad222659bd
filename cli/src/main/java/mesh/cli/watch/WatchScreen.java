// SPDX-License-Identifier: Apache-2.0
package mesh.cli.watch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import mesh.cli.run.TerminalFacts.Size;
import mesh.cli.status.PartialStatus;
import mesh.cli.status.StatusDocument;
import mesh.cli.status.StatusDocument.HostStatus;
import mesh.cli.view.Keys;
import mesh.cli.view.Palette;
import mesh.cli.view.StatusTable;
import mesh.cli.view.StatusTable.Line;
import mesh.cli.view.Words;
import mesh.cli.watch.Change.Mark;

/**
 * What a watch has seen, as lines for a terminal of any size. On top what sums it up and the latest changes, below the table
 * of {@code mesh status}, hosts that are not up first; each line that differs from the round before has a mark before it.
 */
final class WatchScreen {
    private static final int MOST_CHANGES = 5;
    /** With less, the table would have no room beside the changes. */
    private static final int ROWS_FOR_CHANGES = 16;
    /** Of the changes that are kept. */
    private static final int MEMORY = 50;

    private final Palette palette;
    private final String mesh;
    private final List<Told> told = new ArrayList<>();
    private Optional<StatusDocument> status = Optional.empty();
    private List<Change> latest = List.of();
    private String rounds = "reading ...";
    private String since = "";
    private String trouble = "";
    private List<String> asked = List.of();
    private boolean roundEnded = true;
    private int top;
    private int page = 1;

    WatchScreen(Palette palette, String mesh) {
        this.palette = palette;
        this.mesh = mesh;
    }

    private record Told(String at, Change change) {}

    /** @param at time of day, for people */
    void read(StatusDocument now, String at) {
        seen(now, at);
        asked = List.of();
        since = since.isEmpty() ? at : since;
        rounds = "read at " + at;
        trouble = "";
        roundEnded = true;
    }

    /** A round lasts: what has been heard is shown, and who is still asked. */
    void waiting(PartialStatus soFar, String at) {
        seen(soFar.over(status), at);
        asked = soFar.asked();
    }

    private void seen(StatusDocument now, String at) {
        List<Change> changes = status.map(before -> StatusChanges.between(before, now)).orElse(List.of());
        latest = roundEnded ? changes : Stream.concat(latest.stream(), changes.stream()).toList();
        roundEnded = false;
        told.addAll(0, changes.stream().map(change -> new Told(at, change)).toList());
        while (told.size() > MEMORY) {
            told.removeLast();
        }
        status = Optional.of(now);
    }

    /** Nothing could be read, for a reason of this machine; the table stays as it was. */
    void unread(String why) {
        trouble = why;
    }

    /** A round has begun. */
    void reading() {
        rounds = rounds.endsWith("reading ...") ? rounds : rounds + ", reading ...";
    }

    /** @param pages how far, as shown last; negative: up */
    void scrollPages(int pages) {
        scroll(pages * page);
    }

    /** @param lines negative: up */
    void scroll(int lines) {
        top = Math.clamp((long) top + lines, 0, Integer.MAX_VALUE);
    }

    List<String> lines(Size size) {
        List<String> lines = new ArrayList<>();
        lines.add(palette.strong(mesh) + "  " + status.map(StatusTable::summary).orElse(""));
        lines.add(trouble.isEmpty() ? palette.faint(rounds + stillAsked()) : palette.bad("! " + trouble));
        if (size.rows() >= ROWS_FOR_CHANGES) {
            addChanges(lines);
        }
        List<String> table = status.map(this::table).orElse(List.of());
        page = Math.max(1, size.rows() - lines.size() - 1);
        top = Math.clamp(top, 0, Math.max(0, table.size() - page));
        List<String> shown = table.subList(top, Math.min(table.size(), top + page));
        lines.addAll(shown);
        while (lines.size() < size.rows() - 1) {
            lines.add("");
        }
        lines.add(palette.faint(keys(shown.size(), table.size())));
        return lines.stream().limit(size.rows()).map(line -> ScreenLine.fitted(line, size.columns())).toList();
    }

    private String stillAsked() {
        return asked.isEmpty() ? "" : " no answer yet (?): " + String.join(" ", asked);
    }

    private void addChanges(List<String> lines) {
        lines.add("");
        if (told.isEmpty()) {
            lines.add(palette.faint(since.isEmpty() ? "" : "no change since " + since));
        }
        told.stream().limit(MOST_CHANGES)
                .forEach(one -> lines.add(palette.faint(one.at()) + "  " + one.change().line(palette)));
        if (told.size() > MOST_CHANGES) {
            lines.add(palette.faint("          and " + Words.count(told.size() - MOST_CHANGES, "earlier change")));
        }
        lines.add("");
    }

    private List<String> table(StatusDocument now) {
        List<HostStatus> hosts = now.hosts().stream()
                .sorted(Comparator.comparing((HostStatus host) -> host.state().equals("up"))).toList();
        Map<Subject, Mark> marks = marks();
        List<String> lines = new ArrayList<>(StatusTable.brief(palette)
                .lines(new StatusDocument(now.format(), now.mesh(), hosts, now.stillConfigured())).stream()
                .map(line -> marked(line, marks)).toList());
        if (!lines.isEmpty()) {
            lines.removeLast();
        }
        return lines;
    }

    private record Subject(String host, Optional<String> peer) {}

    private Map<Subject, Mark> marks() {
        Map<Subject, Mark> marks = new HashMap<>();
        for (Change change : latest) {
            marks.merge(new Subject(change.host(), change.peer()), change.mark(), WatchScreen::stronger);
            change.mirrored().filter(Change::both).ifPresent(
                    other -> marks.merge(new Subject(other.host(), other.peer()), other.mark(), WatchScreen::stronger));
        }
        return marks;
    }

    private static Mark stronger(Mark one, Mark other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /** The host's own mark stands at its first line only. */
    private String marked(Line line, Map<Subject, Mark> marks) {
        boolean first = line.peer().isPresent() || !line.text().startsWith("  ");
        Optional<String> waiting = line.peer().isEmpty() && asked.contains(line.host())
                ? Optional.of(palette.change("?"))
                : Optional.empty();
        return Optional.of(new Subject(line.host(), line.peer().map(Keys::shortened)))
                .filter(_ -> first)
                .flatMap(subject -> waiting.or(() -> Optional.ofNullable(marks.get(subject))
                        .map(mark -> mark.paint(palette, mark.sign()))))
                .map(sign -> sign + " " + line.text())
                .orElse(("  " + line.text()).stripTrailing());
    }

    private String keys(int shown, int all) {
        String place = shown == all ? "" : "   lines " + (top + 1) + " to " + (top + shown) + " of " + all;
        return "q ends   r reads now" + (shown == all ? "" : "   j k space b scroll") + place;
    }
}
