// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import mesh.name.NodeName;
import mesh.spec.DeviceSpec;
import mesh.spec.HostSpec;
import mesh.spec.Located;
import mesh.spec.MeshSpec;
import mesh.spec.ProblemId;
import mesh.spec.Problems;
import mesh.spec.Resolver;

/** Names have a domain, resolvers are there, and no node takes a name that every system has already. */
final class NamingRules {
    private static final Set<String> OF_EVERY_SYSTEM = Set.of("localhost", "localdomain", "broadcasthost",
            "ip6-localhost", "ip6-loopback");

    private NamingRules() {}

    static void check(Draft draft, Problems problems) {
        MeshSpec spec = draft.spec();
        if (spec.network().domain().isEmpty()) {
            first(spec).ifPresent(place -> problems.error(ProblemId.NAMES_WITHOUT_DOMAIN, place,
                    "the mesh has no domain, under which its nodes would have names",
                    "add 'domain: home.mesh' under 'network', or delete 'names'"));
            return;
        }
        resolverUse(draft, problems);
        for (Located<Resolver> resolver : spec.names().resolvers()) {
            if (resolver.value() instanceof Resolver.Node(NodeName name) && !draft.hosts().containsKey(name)) {
                problems.error(ProblemId.UNKNOWN_RESOLVER, resolver, "no host is called '" + name + "'",
                        "write a host of the mesh, or the server's address");
            }
        }
        Stream.concat(spec.hosts().stream().map(HostSpec::name), spec.devices().stream().map(DeviceSpec::name))
                .filter(name -> OF_EVERY_SYSTEM.contains(name.value().text()))
                .forEach(name -> problems.error(ProblemId.NAME_OF_EVERY_SYSTEM, name,
                        "every system has a '" + name.value() + "' of its own, and names of nodes get into /etc/hosts",
                        "give the node another name"));
    }

    /** Who asks the resolver has one, and can. */
    private static void resolverUse(Draft draft, Problems problems) {
        if (draft.spec().names().resolvers().isEmpty()) {
            uses(draft.spec()).forEach(use -> problems.error(ProblemId.RESOLVER_MISSING, use,
                    "the mesh names no DNS server that answers for its domain",
                    "add 'resolver: HOST' under 'names', or delete the key"));
        }
        for (HostSpec host : draft.hostSpecs()) {
            host.settings().useResolver().filter(Located::value)
                    .filter(use -> draft.host(host).os() == OperatingSystem.OPENBSD)
                    .ifPresent(use -> problems.error(ProblemId.RESOLVER_NOT_ON_OS, use,
                            "there is no systemd-resolved on OpenBSD, which " + host.name().value() + " runs",
                            "delete the key, and give unwind what 'mesh names --format unwind' prints"));
        }
    }

    private static Stream<Located<Boolean>> uses(MeshSpec spec) {
        return Stream.concat(spec.defaults().useResolver().stream(),
                spec.hosts().stream().flatMap(host -> host.settings().useResolver().stream()))
                .filter(Located::value);
    }

    private static Optional<Located<?>> first(MeshSpec spec) {
        return Stream.<Located<?>>concat(
                Stream.concat(spec.names().hostsFile().stream(), spec.names().resolvers().stream()), uses(spec))
                .findFirst();
    }
}
