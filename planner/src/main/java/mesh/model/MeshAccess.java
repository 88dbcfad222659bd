// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import mesh.name.NodeName;
import mesh.name.Tag;
import mesh.net.Cidr;
import mesh.policy.Access;
import mesh.policy.AccessChange;
import mesh.policy.AccessChanges;
import mesh.policy.Party;
import mesh.policy.PolicyAccess;
import mesh.policy.PolicyEvaluator;
import mesh.policy.PolicyLinks;

/** Who reaches whom in a mesh, by its policy. */
public final class MeshAccess {
    private MeshAccess() {}

    /** Who gains and who loses access on the way from {@code before} to {@code after}; nobody where both are open. */
    public static List<AccessChange> changes(Mesh before, Mesh after) {
        if (before.policy().open() && after.policy().open()) {
            return List.of();
        }
        Map<NodeName, NodeName> former = new HashMap<>();
        after.hosts().forEach(host -> host.was().ifPresent(name -> former.put(host.name(), name)));
        return changes(of(before).renamed(former), after);
    }

    /** As {@link #changes(Mesh, Mesh)}, from what was before by the names of {@code after}. */
    public static List<AccessChange> changes(Access before, Mesh after) {
        return AccessChanges.between(before, of(after), labels(after));
    }

    /** By the policy alone, whether there is a path or not. */
    public static PolicyAccess of(Mesh mesh) {
        SortedSet<NodeName> members = new TreeSet<>();
        SortedMap<Cidr, NodeName> networks = new TreeMap<>();
        mesh.nodes().forEach(node -> {
            if (!(node instanceof External)) {
                members.add(node.name());
            }
            networks(node).forEach(one -> networks.putIfAbsent(one, node.name()));
        });
        return PolicyAccess.of(mesh.policy(), members, networks, mesh.hosts().stream().anyMatch(Host::exitNode));
    }

    /** Who has anything to say to whom. */
    public static PolicyLinks links(Mesh mesh) {
        PolicyEvaluator evaluator = new PolicyEvaluator(mesh.policy());
        Map<NodeName, List<Party>> parties = new HashMap<>();
        mesh.nodes().forEach(node -> {
            List<Party> own = new ArrayList<>();
            if (!(node instanceof External)) {
                own.add(new Party.Member(node.name()));
            }
            networks(node).forEach(network -> own.addAll(evaluator.parts(network)));
            if (node instanceof Host host && host.exitNode()) {
                own.add(new Party.Internet());
            }
            parties.put(node.name(), own);
        });
        return new PolicyLinks(mesh.policy(), parties);
    }

    private static List<Cidr> networks(Node node) {
        return switch (node) {
            case Host host -> host.routes();
            case External external -> external.allowedIps();
            case Device device -> List.of();
        };
    }

    /** What to call sets of nodes: {@code group:NAME}, {@code tag:NAME}. */
    public static SortedMap<String, SortedSet<NodeName>> labels(Mesh mesh) {
        SortedMap<String, SortedSet<NodeName>> labels = new TreeMap<>();
        mesh.groups().forEach((name, members) -> labels.put("group:" + name, members));
        mesh.nodes().forEach(node -> tags(node)
                .forEach(tag -> labels.computeIfAbsent("tag:" + tag, label -> new TreeSet<>()).add(node.name())));
        return labels;
    }

    private static Stream<Tag> tags(Node node) {
        return switch (node) {
            case Host host -> host.tags().stream();
            case Device device -> device.tags().stream();
            case External external -> external.tags().stream();
        };
    }
}
