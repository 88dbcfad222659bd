// SPDX-License-Identifier: Apache-2.0
package mesh.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import mesh.model.Host;
import mesh.model.Topology.Shape;
import mesh.name.NodeName;
import mesh.name.SiteName;

/** Why a path is as it is, and what would make it a shorter one, in words. */
public final class PathWords {
    private final Paths paths;
    private final Member one;
    private final Member other;

    /** @throws IllegalArgumentException if a name is not in the mesh, or both are the same */
    public PathWords(Paths paths, NodeName one, NodeName other) {
        this.paths = paths;
        this.one = paths.member(one);
        this.other = paths.member(other);
    }

    /** A clause or two. */
    public String why() {
        return switch (paths.between(one, other)) {
            case Path.Direct direct when direct.call().isPresent() && direct.callBack().isPresent() ->
                "each can call the other";
            case Path.Direct direct -> direct.call().isPresent() ? onlyCaller(one, other) : onlyCaller(other, one);
            case Path.Relayed relayed -> agents();
            case Path.Hub hub -> cannot() + "; " + hub.hub() + " is the first hub that is a peer of both";
            case Path.None none -> cannot()
                    + (paths.topology().noPath().contains(one.name(), other.name())
                            ? "; topology.no-path says that they need none"
                            : "");
            case Path.Unlinked unlinked -> paths.allowed(one.name(), other.name())
                    ? "topology.links has no pair of them"
                    : "no rule of the policy allows anything between them";
        };
    }

    private static String onlyCaller(Member caller, Member called) {
        return called.name() + " cannot call " + caller.name() + ", which "
                + (Cause.of(caller.node()) == Cause.CALLABLE ? "has no endpoint for it" : cause(caller));
    }

    private String agents() {
        String always = Stream.of(one, other).filter(Agents::isAlways).map(node -> node.name().text())
                .collect(Collectors.joining(" and "));
        return (always.isEmpty() ? cannot() : "'agent: always' of " + always)
                + "; their agents find a way, and carry packets by a relay until they have one";
    }

    private String cannot() {
        if (isSpokes() && Paths.direct(one, other).isPresent()) {
            return "topology.links is hub-and-spoke, and neither is a hub";
        }
        if (!one.isHost() && !other.isHost()) {
            return "mesh configures neither of them";
        }
        return "neither can call the other: " + PathAdvice.causes(List.of(one, other));
    }

    private boolean isSpokes() {
        return paths.topology().shape() == Shape.HUB_AND_SPOKE;
    }

    private static String cause(Member node) {
        return Cause.of(node.node()).text(1);
    }

    /** Things of which each would make the path direct; empty where it is, and where nothing would. */
    public List<String> wouldMakeDirect() {
        return switch (paths.between(one, other)) {
            case Path.Direct direct -> List.of();
            case Path.Relayed relayed -> List.of();
            case Path.Unlinked unlinked -> List.of(paths.allowed(one.name(), other.name())
                    ? "the pair [" + one.name() + ", " + other.name() + "] in topology.links"
                    : "a rule in policy.rules between " + one.name() + " and " + other.name());
            case Path.Hub hub -> remedies();
            case Path.None none -> remedies();
        };
    }

    private List<String> remedies() {
        if (!one.isHost() && !other.isHost()) {
            return List.of();
        }
        if (isSpokes()) {
            return Paths.direct(one, other).isPresent()
                    ? List.of("'links: full' in the topology")
                    : Stream.concat(Stream.of("'links: full' in the topology, together with one of these:"),
                            endpoints().stream()).toList();
        }
        return endpoints();
    }

    private List<String> endpoints() {
        List<String> remedies = new ArrayList<>();
        Optional<SiteName> site = Caller.of(one.node()).site();
        if (site.isPresent() && site.equals(Caller.of(other.node()).site())) {
            remedies.add("an endpoint of " + one.name() + " or " + other.name() + " for their site "
                    + site.get());
        }
        Stream.of(one, other).filter(Member::isHost).map(PathWords::endpoint).forEach(remedies::add);
        return remedies;
    }

    private static String endpoint(Member host) {
        return host.node() instanceof Host own && own.behindNat()
                ? "a UDP port that the router of " + host.name()
                        + " forwards to it, as its 'endpoint' instead of 'behind-nat'"
                : "an endpoint of " + host.name() + " without a site";
    }
}
