// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import mesh.name.GroupName;
import mesh.name.NodeName;
import mesh.name.Tag;
import mesh.spec.GroupMember;
import mesh.spec.GroupSpec;
import mesh.spec.Located;
import mesh.spec.MeshSpec;
import mesh.spec.ProblemId;
import mesh.spec.Problems;
import mesh.spec.Spelling;

/** Resolves groups to the nodes in them. */
final class Groups {
    private final Draft draft;
    private final Problems problems;
    private final Map<GroupName, GroupSpec> byName = new HashMap<>();
    private final SortedMap<GroupName, SortedSet<NodeName>> resolved = new TreeMap<>();
    private final Set<NodeName> nodes;

    Groups(Draft draft, Problems problems) {
        this.draft = draft;
        this.problems = problems;
        this.nodes = nodeNames(draft.spec());
        draft.spec().groups().forEach(group -> byName.put(group.name().value(), group));
    }

    /** Every group with its nodes, sorted. */
    SortedMap<GroupName, SortedSet<NodeName>> resolve() {
        draft.spec().groups().forEach(group -> members(group, new LinkedHashSet<>()));
        return Collections.unmodifiableSortedMap(resolved);
    }

    private static Set<NodeName> nodeNames(MeshSpec spec) {
        Set<NodeName> names = new TreeSet<>();
        spec.hosts().forEach(host -> names.add(host.name().value()));
        spec.devices().forEach(device -> names.add(device.name().value()));
        spec.externals().forEach(external -> names.add(external.name().value()));
        return names;
    }

    private SortedSet<NodeName> members(GroupSpec group, Set<GroupName> open) {
        GroupName name = group.name().value();
        SortedSet<NodeName> known = resolved.get(name);
        if (known != null) {
            return known;
        }
        open.add(name);
        SortedSet<NodeName> all = new TreeSet<>();
        for (Located<GroupMember> member : group.members()) {
            all.addAll(nodes(member, open));
        }
        open.remove(name);
        resolved.put(name, Collections.unmodifiableSortedSet(all));
        return all;
    }

    private Set<NodeName> nodes(Located<GroupMember> member, Set<GroupName> open) {
        return switch (member.value()) {
            case GroupMember.OneNode one -> node(member, one.name());
            case GroupMember.Tagged tagged -> tagged(member, tagged.tag());
            case GroupMember.Nested nested -> nested(member, nested.group(), open);
        };
    }

    private Set<NodeName> node(Located<GroupMember> member, NodeName name) {
        if (nodes.contains(name)) {
            return Set.of(name);
        }
        if (isBroken(name)) {
            return Set.of();
        }
        boolean isGroup = byName.containsKey(new GroupName(name.text()));
        List<String> known = nodes.stream().map(NodeName::text).toList();
        problems.error(ProblemId.UNKNOWN_MEMBER, member, "there is no host, device or external '" + name + "'",
                isGroup
                        ? "write group:" + name + " for the group of that name"
                        : Spelling.nearest(name.text(), known).map(near -> "did you mean '" + near + "'?")
                                .orElse("add it under hosts, or delete it here"));
        return Set.of();
    }

    /** True for a node that is there, but could not be decoded. */
    private boolean isBroken(NodeName name) {
        return Stream.of("hosts.", "devices.", "externals.").anyMatch(section -> problems.existWithin(section + name));
    }

    private Set<NodeName> tagged(Located<GroupMember> member, Tag tag) {
        Set<NodeName> found = new TreeSet<>();
        draft.hosts().values().stream().filter(host -> host.tags().contains(tag))
                .forEach(host -> found.add(host.name()));
        if (found.isEmpty()) {
            List<String> known = draft.hosts().values().stream().flatMap(host -> host.tags().stream()).map(Tag::text)
                    .distinct().toList();
            problems.warning(ProblemId.UNUSED_TAG, member, "no host has the tag '" + tag + "'",
                    Spelling.nearest(tag.text(), known).map(near -> "did you mean 'tag:" + near + "'?")
                            .orElse("add the tag to a host, or delete it here"));
        }
        return found;
    }

    private Set<NodeName> nested(Located<GroupMember> member, GroupName name, Set<GroupName> open) {
        GroupSpec group = byName.get(name);
        if (group == null) {
            List<String> known = byName.keySet().stream().map(GroupName::text).toList();
            problems.error(ProblemId.UNKNOWN_GROUP, member, "there is no group '" + name + "'",
                    Spelling.nearest(name.text(), known).map(near -> "did you mean 'group:" + near + "'?")
                            .orElse("add it under groups, or delete it here"));
            return Set.of();
        }
        if (open.contains(name)) {
            String circle = String.join(" → ", Stream.concat(open.stream(), Stream.of(name))
                    .map(GroupName::text).dropWhile(text -> !text.equals(name.text())).toList());
            problems.error(ProblemId.GROUP_CYCLE, member, "the group contains itself: " + circle,
                    "remove this member");
            return Set.of();
        }
        return members(group, open);
    }
}
