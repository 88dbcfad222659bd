// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import mesh.net.Cidr;
import mesh.spec.ExternalSpec;
import mesh.spec.HostSpec;
import mesh.spec.Located;
import mesh.spec.MeshSpec;
import mesh.spec.ProblemId;
import mesh.spec.Problems;

/**
 * Each network behind the mesh has one way to it that its hosts can use, or several that are ranked: routes of hosts and
 * allowed IPs of externals do not overlap otherwise, are part of the internet only, and are of a family that the mesh has.
 */
final class RouteRules {
    private final Draft draft;
    private final Problems problems;
    private final RouteTable earlier = new RouteTable();
    private final Map<Cidr, Map<Integer, Located<Cidr>>> ranks = new HashMap<>();

    private RouteRules(Draft draft, Problems problems) {
        this.draft = draft;
        this.problems = problems;
    }

    static void check(Draft draft, Problems problems) {
        RouteRules rules = new RouteRules(draft, problems);
        for (HostSpec host : draft.spec().hosts()) {
            int priority = host.routePriority().map(Located::value).orElse(Passage.PRIORITY);
            host.routes().forEach(route -> rules.check(route, Optional.of(priority)));
        }
        draft.spec().externals().stream().flatMap(peer -> peer.allowedIps().stream())
                .forEach(route -> rules.check(route, Optional.empty()));
    }

    /** @param priority the rank of the host that has it; absent for an external peer, which has none */
    private void check(Located<Cidr> route, Optional<Integer> priority) {
        if (isUsable(route, draft, problems)) {
            checkOverlaps(route, priority);
            earlier.add(route);
            priority.ifPresent(rank -> ranks.computeIfAbsent(route.value(), key -> new TreeMap<>())
                    .putIfAbsent(rank, route));
        }
    }

    private static boolean isUsable(Located<Cidr> route, Draft draft, Problems problems) {
        Cidr network = route.value();
        String family = network.isV6() ? "IPv6" : "IPv4";
        if (network.prefixLength() == 0) {
            problems.error(ProblemId.ROUTE_EVERYTHING, route,
                    network + " is the whole internet: every host would lose its own way out",
                    "write the networks themselves; a way to the internet is a host with 'exit-node: true'");
            return false;
        }
        if (draft.network().ranges().stream().noneMatch(range -> range.isV6() == network.isV6())) {
            problems.error(ProblemId.ROUTE_FAMILY, route,
                    "the mesh has no " + family + " range, so no host has an address to reach " + network + " from",
                    "delete the network, or give network." + family.toLowerCase(Locale.ROOT) + " a range");
            return false;
        }
        return true;
    }

    private void checkOverlaps(Located<Cidr> route, Optional<Integer> priority) {
        draft.network().ranges().stream().filter(route.value()::overlaps).findFirst()
                .ifPresent(range -> problems.error(ProblemId.ROUTE_IN_RANGE, route,
                        route.value() + " overlaps the mesh's own range " + range,
                        "route a network outside it, or move the mesh with network."
                                + (range.isV6() ? "ipv6" : "ipv4")));
        earlier.overlapping(route.value()).ifPresent(other -> checkRanks(route, other, priority));
    }

    private void checkRanks(Located<Cidr> route, Located<Cidr> other, Optional<Integer> priority) {
        Map<Integer, Located<Cidr>> known = route.value().equals(other.value())
                ? ranks.getOrDefault(route.value(), Map.of())
                : Map.of();
        if (priority.isEmpty() || known.isEmpty()) {
            problems.error(ProblemId.OVERLAPPING_ROUTES, route, overlap(route.value(), other),
                    "let one node route it, or split the larger network");
            return;
        }
        Optional.ofNullable(known.get(priority.get())).ifPresent(equal -> problems.error(ProblemId.OVERLAPPING_ROUTES,
                route, overlap(route.value(), equal) + " with the same route-priority " + priority.get(),
                "let one node route it, or give one of the two another route-priority: the lowest is used while it is alive"));
    }

    private static String overlap(Cidr route, Located<Cidr> other) {
        String place = other.path() + " on " + other.position().lineText();
        return route.equals(other.value())
                ? route + " is already routed by " + place
                : route + " overlaps " + other.value() + ", routed by " + place;
    }

    /** In the order of the spec: hosts, then externals. */
    static List<Located<Cidr>> routes(MeshSpec spec) {
        return Stream.concat(spec.hosts().stream().map(HostSpec::routes),
                spec.externals().stream().map(ExternalSpec::allowedIps)).flatMap(List::stream).toList();
    }
}
