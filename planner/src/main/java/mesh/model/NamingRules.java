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

    private static Optional<Located<?>> first(MeshSpec spec) {
        return Stream.<Located<?>>concat(spec.names().hostsFile().stream(), spec.names().resolvers().stream())
                .findFirst();
    }
}
