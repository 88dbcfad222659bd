// SPDX-License-Identifier: Apache-2.0
package mesh.cli.watch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import mesh.cli.status.PartialStatus;
import mesh.cli.status.StatusDocument;
import mesh.cli.status.StatusDocument.HostStatus;
import mesh.cli.status.StatusDocument.RouteStatus;
import mesh.cli.watch.Change.Mark;

/** What differs between two rounds, hosts first, each kind by name. Traffic and ages are no change. Pure. */
final class StatusChanges {
    private final List<Change> changes = new ArrayList<>();

    private StatusChanges() {}

    static List<Change> between(StatusDocument before, StatusDocument after) {
        StatusChanges found = new StatusChanges();
        Map<String, HostStatus> earlier = byName(before.hosts(), HostStatus::name);
        for (HostStatus host : after.hosts()) {
            Optional.ofNullable(earlier.remove(host.name())).ifPresentOrElse(was -> found.host(was, host),
                    () -> found.changes.add(Change.ofHost(Mark.OTHER, host.name(), "is new here, " + host.state())));
        }
        earlier.keySet().stream().sorted()
                .forEach(gone -> found.changes.add(Change.ofHost(Mark.OTHER, gone, "is no longer looked at")));
        found.peers(before, after);
        return found.changes;
    }

    private static <T> Map<String, T> byName(List<T> all, Function<T, String> name) {
        return all.stream().collect(Collectors.toMap(name, one -> one, (one, _) -> one, java.util.LinkedHashMap::new));
    }

    private void host(HostStatus before, HostStatus now) {
        if (before.state().equals(PartialStatus.ASKED)) {
            return;
        }
        if (!before.state().equals(now.state())) {
            changes.add(state(before, now));
        }
        if (!before.known() || !now.known()) {
            return;
        }
        if (before.generation() != now.generation()) {
            changes.add(Change.ofHost(Mark.OTHER, now.name(), "has generation " + now.generation()
                    + ", had " + before.generation()));
        }
        service("relay", before.relay(), now.relay(), now);
        service("agent", before.agent(), now.agent(), now);
        Map<List<String>, RouteStatus> routes = before.routes().stream()
                .collect(Collectors.toMap(RouteStatus::networks, route -> route, (one, _) -> one));
        now.routes().forEach(route -> Optional.ofNullable(routes.get(route.networks()))
                .filter(was -> !was.by().equals(route.by())).ifPresent(was -> changes.add(route(was, route, now))));
    }

    private static Change state(HostStatus before, HostStatus now) {
        String detail = now.detail().isEmpty() ? "" : ": " + now.detail();
        return switch (now.state()) {
            case "up" ->
                Change.ofHost(Mark.BETTER, now.name(), before.known() ? "interface is up" : "answers again, and is up");
            case "down" -> Change.ofHost(Mark.WORSE, now.name(),
                    before.known() ? "interface is gone" : "answers again, without its interface");
            case "refused" -> Change.ofHost(Mark.WORSE, now.name(), "refuses" + detail);
            default -> Change.ofHost(Mark.WORSE, now.name(), "went silent" + detail);
        };
    }

    private void service(String name, Optional<String> before, Optional<String> now, HostStatus host) {
        now.filter(state -> before.isPresent() && !before.get().equals(state))
                .ifPresent(state -> changes.add(Change.ofHost(state.equals("running") ? Mark.BETTER : Mark.WORSE,
                        host.name(), name + " is " + state + ", was " + before.get())));
    }

    private static Change route(RouteStatus before, RouteStatus now, HostStatus host) {
        String networks = String.join(" ", now.networks());
        String was = before.by().map(by -> ", was by " + by).orElse(", was by nobody");
        return now.by().map(by -> Change.ofHost(by.equals(now.peers().getFirst()) ? Mark.BETTER : Mark.OTHER,
                host.name(), networks + " by " + by + was))
                .orElseGet(() -> Change.ofHost(Mark.WORSE, host.name(), networks + " by nobody" + was));
    }

    /** What both ends of a tunnel see alike is said once. */
    private void peers(StatusDocument before, StatusDocument after) {
        List<Change> all = PeerChanges.between(before, after);
        Set<Change> seen = new HashSet<>(all);
        for (Change change : all) {
            boolean both = change.mirrored().filter(seen::contains).isPresent();
            if (!both) {
                changes.add(change);
            } else if (change.host().compareTo(change.peer().orElseThrow()) < 0) {
                changes.add(change.seenByBoth());
            }
        }
    }
}
