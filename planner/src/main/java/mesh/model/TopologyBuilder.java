// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import mesh.model.Topology.Shape;
import mesh.name.NodeName;
import mesh.spec.GroupMember;
import mesh.spec.Located;
import mesh.spec.ProblemId;
import mesh.spec.Problems;
import mesh.spec.Selector;
import mesh.spec.SelectorPair;
import mesh.spec.Spelling;
import mesh.spec.TopologySpec;

/** Resolves the selectors and hubs of a topology. */
final class TopologyBuilder {
    private final Draft draft;
    private final Groups groups;
    private final Problems problems;
    private final Set<NodeName> everybody = new HashSet<>();

    /** @param groups resolved already */
    TopologyBuilder(Draft draft, Groups groups, Problems problems) {
        this.draft = draft;
        this.groups = groups;
        this.problems = problems;
        draft.spec().hosts().forEach(host -> everybody.add(host.name().value()));
        draft.spec().devices().forEach(device -> everybody.add(device.name().value()));
        draft.spec().externals().forEach(external -> everybody.add(external.name().value()));
    }

    Topology build(TopologySpec spec) {
        Shape shape = spec.shape().map(word -> Words.find(Shape.values(), Shape::text, word.value()))
                .orElse(spec.linksGiven() ? Shape.PAIRS : Shape.FULL);
        List<NodeName> hubs = hubs(spec);
        if (shape == Shape.HUB_AND_SPOKE && spec.hubs().isEmpty()) {
            spec.shape().ifPresent(word -> problems.error(ProblemId.HUBS_MISSING, word,
                    "no hub is named, and spokes reach each other through hubs only",
                    "add 'hubs: [NAME]' beside it, with a host that all others can call"));
        }
        return new Topology(shape, pairs(spec.links()), hubs, pairs(spec.noPath()));
    }

    private List<NodeName> hubs(TopologySpec spec) {
        List<NodeName> hubs = new ArrayList<>();
        for (Located<NodeName> hub : spec.hubs()) {
            if (draft.spec().hosts().stream().anyMatch(host -> host.name().value().equals(hub.value()))) {
                hubs.add(hub.value());
            } else if (!problems.existWithin("hosts." + hub.value())) {
                reportHub(hub);
            }
        }
        return hubs;
    }

    private void reportHub(Located<NodeName> hub) {
        boolean isPeer = Stream.concat(draft.spec().devices().stream().map(device -> device.name().value()),
                draft.spec().externals().stream().map(external -> external.name().value()))
                .anyMatch(hub.value()::equals);
        List<String> known = draft.hosts().keySet().stream().map(NodeName::text).toList();
        problems.error(ProblemId.UNKNOWN_HUB, hub,
                isPeer
                        ? "'" + hub.value() + "' is no host, so mesh cannot have it carry packets"
                        : "there is no host '" + hub.value() + "'",
                isPeer
                        ? "name a host"
                        : Spelling.nearest(hub.value().text(), known).map(near -> "did you mean '" + near + "'?")
                                .orElse("add it under hosts, or delete it here"));
    }

    private PairSet pairs(List<SelectorPair> pairs) {
        return new PairSet(pairs.stream()
                .map(pair -> new PairSet.Product(select(pair.one()), select(pair.other()))).toList());
    }

    private Set<NodeName> select(Located<Selector> selector) {
        return switch (selector.value()) {
            case Selector.Any any -> everybody;
            case Selector.Members(GroupMember member) -> groups
                    .select(new Located<>(member, selector.path(), selector.position()));
        };
    }
}
