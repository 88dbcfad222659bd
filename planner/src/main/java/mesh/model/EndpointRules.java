// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import mesh.name.SiteName;
import mesh.net.Cidr;
import mesh.net.IpAddress;
import mesh.net.NetworkHost;
import mesh.net.Port;
import mesh.spec.EndpointSpec;
import mesh.spec.ExternalSpec;
import mesh.spec.HostSpec;
import mesh.spec.Located;
import mesh.spec.ProblemId;
import mesh.spec.Problems;
import mesh.spec.Spelling;

/** Endpoints can be reached, lie outside the tunnels they carry, and belong to one host. */
final class EndpointRules {
    private static final List<Cidr> UNUSABLE = List.of(Cidr.parse("0.0.0.0/8"), Cidr.parse("127.0.0.0/8"),
            Cidr.parse("224.0.0.0/3"), Cidr.parse("::/127"), Cidr.parse("fe80::/10"), Cidr.parse("ff00::/8"));

    private final Draft draft;
    private final Problems problems;
    private final Map<Claim, Located<NetworkHost>> claims = new HashMap<>();
    private final RouteTable routes = new RouteTable();
    private final Set<SiteName> sites = new TreeSet<>();

    private EndpointRules(Draft draft, Problems problems) {
        this.draft = draft;
        this.problems = problems;
        RouteRules.routes(draft.spec()).forEach(routes::add);
        draft.hosts().values().forEach(host -> host.site().ifPresent(sites::add));
    }

    /** A socket as peers of one site see it. */
    private record Claim(NetworkHost host, Port port, Optional<SiteName> site) {}

    static void check(Draft draft, Problems problems) {
        new EndpointRules(draft, problems).checkAll();
    }

    private void checkAll() {
        for (HostSpec host : draft.hostSpecs()) {
            for (EndpointSpec endpoint : host.endpoints()) {
                checkAddress(endpoint.host(), endpoint.host().value(), endpoint.site().isEmpty());
                checkClaim(host, endpoint);
                checkNat(host, endpoint);
                endpoint.site().filter(site -> !sites.contains(site.value())).ifPresent(this::reportSite);
            }
        }
        for (ExternalSpec external : draft.spec().externals()) {
            external.endpoint().ifPresentOrElse(
                    endpoint -> checkAddress(endpoint, endpoint.value().host(), true),
                    () -> problems.warning(ProblemId.EXTERNAL_WITHOUT_ENDPOINT, external.name(),
                            "it has no endpoint, so no host can call it first",
                            "add 'endpoint: HOST:PORT', unless it calls the hosts itself"));
        }
    }

    private void checkAddress(Located<?> place, NetworkHost host, boolean forEverybody) {
        if (!(host instanceof NetworkHost.Literal(IpAddress address))) {
            return;
        }
        if (UNUSABLE.stream().anyMatch(block -> block.contains(address))) {
            problems.error(ProblemId.ENDPOINT_UNUSABLE, place,
                    address + " is no address that another machine can reach",
                    "write the address or name that peers use");
        }
        draft.rangeOf(address).ifPresent(range -> problems.error(ProblemId.ENDPOINT_IN_RANGE, place,
                address + " is inside the mesh's own range " + range + ": the tunnel would run through itself",
                "write the address the machine has outside the mesh"));
        if (forEverybody) {
            routes.containing(address).ifPresent(route -> reportRoute(place, address, route));
        }
    }

    private void reportRoute(Located<?> place, IpAddress address, Located<Cidr> route) {
        problems.error(ProblemId.ENDPOINT_IN_ROUTE, place,
                address + " is inside " + route.value() + ", which " + route.path() + " sends through the mesh",
                "write an address outside that network"
                        + (place.path().startsWith("hosts.") ? ", or give the endpoint a 'site'" : ""));
    }

    private void checkClaim(HostSpec host, EndpointSpec endpoint) {
        Port port = endpoint.port().map(Located::value)
                .orElse(draft.host(host).port().orElse(draft.network().port()));
        Claim claim = new Claim(endpoint.host().value(), port, endpoint.site().map(Located::value));
        Located<NetworkHost> earlier = claims.putIfAbsent(claim, endpoint.host());
        if (earlier != null) {
            problems.error(ProblemId.ENDPOINT_CLASH, endpoint.host(),
                    endpoint.host().value() + " port " + port + " is already " + earlier.path() + " on "
                            + earlier.position().lineText(),
                    "give the hosts different ports, with 'port' or in the endpoint");
        }
    }

    private void checkNat(HostSpec host, EndpointSpec endpoint) {
        if (draft.host(host).behindNat() && endpoint.site().isEmpty()) {
            problems.error(ProblemId.ENDPOINT_BEHIND_NAT, endpoint.host(),
                    "the host is behind-nat, so an endpoint for everybody is never used",
                    "add 'site' to the endpoint, or delete 'behind-nat' if the router forwards the port");
        }
    }

    private void reportSite(Located<SiteName> site) {
        List<String> known = sites.stream().map(SiteName::text).toList();
        problems.warning(ProblemId.UNUSED_SITE, site,
                "no host is at the site '" + site.value() + "', so nobody uses the endpoint",
                Spelling.nearest(site.value().text(), known).map(near -> "did you mean '" + near + "'?")
                        .orElse("give the hosts there 'site: " + site.value() + "'"
                                + (known.isEmpty()
                                        ? ""
                                        : known.stream().collect(Collectors.joining(", ", "; sites are ", "")))));
    }
}
