// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
    /** Members of all groups together; a thousand groups of a thousand nodes. */
    private static final int MAX_ENTRIES = 1_000_000;

    private final Draft draft;
    private final Problems problems;
    private final Map<GroupName, GroupSpec> byName = new HashMap<>();
    private final SortedMap<GroupName, SortedSet<NodeName>> resolved = new TreeMap<>();
    private final Set<NodeName> nodes;
    private final SortedMap<Tag, SortedSet<NodeName>> byTag = new TreeMap<>();
    private final Set<GroupName> openNames = new HashSet<>();
    private int entries;

    Groups(Draft draft, Problems problems) {
        this.draft = draft;
        this.problems = problems;
        this.nodes = nodeNames(draft.spec());
        draft.spec().groups().forEach(group -> byName.put(group.name().value(), group));
        draft.hosts().values().forEach(host -> host.tags().forEach(tag -> tag(tag, host.name())));
        draft.spec().devices()
                .forEach(device -> device.tags().forEach(tag -> tag(tag.value(), device.name().value())));
        draft.spec().externals()
                .forEach(external -> external.tags().forEach(tag -> tag(tag.value(), external.name().value())));
    }

    /** Every group with its nodes, sorted. */
    SortedMap<GroupName, SortedSet<NodeName>> resolve() {
        draft.spec().groups().forEach(this::resolve);
        return Collections.unmodifiableSortedMap(resolved);
    }

    /** The nodes that {@code member} means where it stands outside of groups; after {@link #resolve()}. */
    SortedSet<NodeName> select(Located<GroupMember> member) {
        return switch (member.value()) {
            case GroupMember.OneNode one -> new TreeSet<>(node(member, one.name()));
            case GroupMember.Tagged tagged -> new TreeSet<>(tagged(member, tagged.tag()));
            case GroupMember.Nested nested -> {
                SortedSet<NodeName> found = resolved.get(nested.group());
                if (found == null) {
                    reportUnknown(member, nested.group());
                }
                yield found == null ? new TreeSet<>() : found;
            }
        };
    }

    private static Set<NodeName> nodeNames(MeshSpec spec) {
        Set<NodeName> names = new TreeSet<>();
        spec.hosts().forEach(host -> names.add(host.name().value()));
        spec.devices().forEach(device -> names.add(device.name().value()));
        spec.externals().forEach(external -> names.add(external.name().value()));
        return names;
    }

    /** A group whose members are being looked at. */
    private record Open(GroupSpec group, Iterator<Located<GroupMember>> rest, SortedSet<NodeName> nodes) {
        static Open of(GroupSpec group) {
            return new Open(group, group.members().iterator(), new TreeSet<>());
        }

        GroupName name() {
            return group.name().value();
        }
    }

    /** With a stack of its own, since groups may be nested deeper than the machine's holds. */
    private void resolve(GroupSpec root) {
        Deque<Open> open = new ArrayDeque<>();
        if (!resolved.containsKey(root.name().value())) {
            open.push(Open.of(root));
            openNames.add(root.name().value());
        }
        while (!open.isEmpty()) {
            Open top = open.element();
            if (top.rest.hasNext()) {
                next(top, top.rest.next(), open);
            } else {
                open.pop();
                openNames.remove(top.name());
                close(top, open);
            }
        }
    }

    private void close(Open done, Deque<Open> open) {
        boolean fits = entries <= MAX_ENTRIES;
        entries += done.nodes.size();
        if (fits && entries > MAX_ENTRIES) {
            problems.error(ProblemId.GROUPS_TOO_LARGE, done.group.name(),
                    "all groups together have more than " + MAX_ENTRIES + " members", "use fewer or smaller groups");
        }
        if (entries > MAX_ENTRIES) {
            done.nodes.clear();
        }
        resolved.put(done.name(), Collections.unmodifiableSortedSet(done.nodes));
        if (!open.isEmpty()) {
            open.element().nodes.addAll(done.nodes);
        }
    }

    private void next(Open top, Located<GroupMember> member, Deque<Open> open) {
        switch (member.value()) {
            case GroupMember.OneNode one -> top.nodes.addAll(node(member, one.name()));
            case GroupMember.Tagged tagged -> top.nodes.addAll(tagged(member, tagged.tag()));
            case GroupMember.Nested nested -> nested(top, member, nested.group(), open);
        }
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
        Set<NodeName> found = byTag.getOrDefault(tag, new TreeSet<>());
        if (found.isEmpty()) {
            List<String> known = byTag.keySet().stream().map(Tag::text).toList();
            problems.warning(ProblemId.UNUSED_TAG, member, "no node has the tag '" + tag + "'",
                    Spelling.nearest(tag.text(), known).map(near -> "did you mean 'tag:" + near + "'?")
                            .orElse("add the tag to a node, or delete it here"));
        }
        return found;
    }

    private void nested(Open top, Located<GroupMember> member, GroupName name, Deque<Open> open) {
        GroupSpec group = byName.get(name);
        SortedSet<NodeName> known = resolved.get(name);
        if (known != null) {
            top.nodes.addAll(known);
        } else if (group == null) {
            reportUnknown(member, name);
        } else if (openNames.contains(name)) {
            reportCycle(member, name, open);
        } else {
            open.push(Open.of(group));
            openNames.add(name);
        }
    }

    private void tag(Tag tag, NodeName node) {
        byTag.computeIfAbsent(tag, one -> new TreeSet<>()).add(node);
    }

    private void reportUnknown(Located<GroupMember> member, GroupName name) {
        if (problems.existWithin("groups." + name)) {
            return;
        }
        List<String> known = byName.keySet().stream().map(GroupName::text).toList();
        problems.error(ProblemId.UNKNOWN_GROUP, member, "there is no group '" + name + "'",
                Spelling.nearest(name.text(), known).map(near -> "did you mean 'group:" + near + "'?")
                        .orElse("add it under groups, or delete it here"));
    }

    private void reportCycle(Located<GroupMember> member, GroupName name, Deque<Open> open) {
        List<String> outermostFirst = open.reversed().stream().map(one -> one.name().text()).toList();
        String circle = outermostFirst.stream().dropWhile(text -> !text.equals(name.text()))
                .collect(Collectors.joining(" → "));
        problems.error(ProblemId.GROUP_CYCLE, member, "the group contains itself: " + circle + " → " + name,
                "remove this member");
    }
}
