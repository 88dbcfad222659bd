// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

import mesh.name.NodeName;
import mesh.net.Cidr;
import mesh.policy.Parties;
import mesh.spec.Located;
import mesh.spec.PolicySelector;
import mesh.spec.ProblemId;
import mesh.spec.Problems;

/** Whom the selectors of a policy mean. An external peer is the networks that are routed to it. */
final class PolicySelection {
    private final Draft draft;
    private final Groups groups;
    private final Problems problems;
    private final Map<NodeName, List<Cidr>> externals = new HashMap<>();

    PolicySelection(Draft draft, Groups groups, Problems problems) {
        this.draft = draft;
        this.groups = groups;
        this.problems = problems;
        draft.spec().externals().forEach(external -> externals.put(external.name().value(),
                external.allowedIps().stream().map(Located::value).toList()));
    }

    Parties from(List<Located<PolicySelector>> selectors) {
        selectors.stream().filter(one -> one.value() instanceof PolicySelector.Internet)
                .forEach(one -> problems.error(ProblemId.POLICY_FROM_INTERNET, one,
                        "nobody begins from the internet: an exit node lets answers in only",
                        "name nodes, or networks behind the mesh"));
        return parties(selectors);
    }

    Parties to(List<Located<PolicySelector>> selectors) {
        return parties(selectors);
    }

    private Parties parties(List<Located<PolicySelector>> selectors) {
        return selectors.stream().map(this::parties).reduce(Parties.NOBODY, Parties::plus);
    }

    private Parties parties(Located<PolicySelector> selector) {
        return switch (selector.value()) {
            case PolicySelector.Everybody all -> Parties.EVERYBODY;
            case PolicySelector.Internet anywhere -> Parties.INTERNET;
            case PolicySelector.Network network -> network(selector, network.network());
            case PolicySelector.Nodes nodes ->
                nodes(groups.select(new Located<>(nodes.member(), selector.path(), selector.position())));
        };
    }

    private Parties nodes(SortedSet<NodeName> names) {
        SortedSet<NodeName> members = new TreeSet<>();
        SortedSet<Cidr> networks = new TreeSet<>();
        for (NodeName name : names) {
            List<Cidr> routed = externals.get(name);
            if (routed == null) {
                members.add(name);
            } else {
                networks.addAll(routed);
            }
        }
        return new Parties(false, members, networks, false);
    }

    private Parties network(Located<PolicySelector> place, Cidr network) {
        if (draft.network().ranges().stream().anyMatch(network::overlaps)) {
            problems.error(ProblemId.POLICY_NETWORK, place,
                    network + " is in the mesh's own range, where addresses belong to nodes",
                    "write the nodes' names, tag:NAME or group:NAME");
        } else if (RouteRules.routes(draft.spec()).stream().noneMatch(route -> route.value().overlaps(network))) {
            problems.error(ProblemId.POLICY_NETWORK, place,
                    "no host routes " + network + " and no external peer has it",
                    "add it to the routes of the host it is behind, or delete it here");
        }
        return new Parties(false, Collections.emptySortedSet(), new TreeSet<>(List.of(network)), false);
    }
}
