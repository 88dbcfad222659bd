// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import mesh.net.Cidr;
import mesh.spec.ExternalSpec;
import mesh.spec.HostSpec;
import mesh.spec.Located;
import mesh.spec.MeshSpec;
import mesh.spec.ProblemId;
import mesh.spec.Problems;

/**
 * Each network behind the mesh has one way to it that its hosts can use: routes of hosts and allowed IPs of externals do
 * not overlap, are part of the internet only, and are of a family that the mesh has.
 */
final class RouteRules {
    private RouteRules() {}

    static void check(Draft draft, Problems problems) {
        RouteTable earlier = new RouteTable();
        for (Located<Cidr> route : routes(draft.spec())) {
            if (isUsable(route, draft, problems)) {
                checkOverlaps(route, earlier, draft, problems);
                earlier.add(route);
            }
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

    private static void checkOverlaps(Located<Cidr> route, RouteTable earlier, Draft draft, Problems problems) {
        draft.network().ranges().stream().filter(route.value()::overlaps).findFirst()
                .ifPresent(range -> problems.error(ProblemId.ROUTE_IN_RANGE, route,
                        route.value() + " overlaps the mesh's own range " + range,
                        "route a network outside it, or move the mesh with network."
                                + (range.isV6() ? "ipv6" : "ipv4")));
        earlier.overlapping(route.value())
                .ifPresent(other -> problems.error(ProblemId.OVERLAPPING_ROUTES, route,
                        overlap(route.value(), other), "let one node route it, or split the larger network"));
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
