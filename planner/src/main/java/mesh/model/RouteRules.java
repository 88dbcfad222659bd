// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.util.List;
import java.util.stream.Stream;

import mesh.net.Cidr;
import mesh.spec.ExternalSpec;
import mesh.spec.HostSpec;
import mesh.spec.Located;
import mesh.spec.MeshSpec;
import mesh.spec.ProblemId;
import mesh.spec.Problems;

/** Each network behind the mesh has one way to it: routes of hosts and allowed IPs of externals do not overlap. */
final class RouteRules {
    private RouteRules() {}

    static void check(Draft draft, Problems problems) {
        RouteTable earlier = new RouteTable();
        for (Located<Cidr> route : routes(draft.spec())) {
            draft.network().ranges().stream().filter(route.value()::overlaps).findFirst()
                    .ifPresent(range -> problems.error(ProblemId.ROUTE_IN_RANGE, route,
                            route.value() + " overlaps the mesh's own range " + range,
                            "route a network outside it, or move the mesh with network."
                                    + (range.isV6() ? "ipv6" : "ipv4")));
            earlier.overlapping(route.value())
                    .ifPresent(other -> problems.error(ProblemId.OVERLAPPING_ROUTES, route,
                            overlap(route.value(), other), "let one node route it, or split the larger network"));
            earlier.add(route);
        }
    }

    private static String overlap(Cidr route, Located<Cidr> other) {
        String place = other.path() + " on line " + other.position().line();
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
