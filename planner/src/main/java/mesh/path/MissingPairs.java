// SPDX-License-Identifier: Apache-2.0
package mesh.path;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Pairs without a path, put together so that those of one cause are told once: nodes that lack the same ones are a
 * group.
 */
final class MissingPairs {
    private final List<Member> nodes;
    private final List<BitSet> missing = new ArrayList<>();

    /**
     * Nodes that lack the same others.
     *
     * @param members at least one
     * @param amongThemselves true: each of them lacks each other one too
     * @param others whom they lack besides
     */
    record Group(List<Member> members, boolean amongThemselves, List<Member> others) {
        /** All that are in it. */
        List<Member> all() {
            List<Member> all = new ArrayList<>(members);
            all.addAll(others);
            return all;
        }
    }

    /** @param nodes sorted by name */
    MissingPairs(List<Member> nodes) {
        this.nodes = nodes;
        nodes.forEach(node -> missing.add(new BitSet()));
    }

    void add(int one, int other) {
        missing.get(one).set(other);
        missing.get(other).set(one);
    }

    /** Every pair is in one group. */
    List<Group> groups() {
        List<Group> groups = new ArrayList<>();
        BitSet told = new BitSet();
        for (List<Integer> alike : alike()) {
            BitSet members = new BitSet();
            alike.forEach(members::set);
            BitSet others = (BitSet) missing.get(alike.getFirst()).clone();
            boolean amongThemselves = others.intersects(members);
            others.andNot(members);
            others.andNot(told);
            told.or(members);
            if (amongThemselves || !others.isEmpty()) {
                groups.add(new Group(at(members), amongThemselves, at(others)));
            }
        }
        return groups;
    }

    /** Nodes that lack the same ones, those with most pairs first, hosts before others. */
    private List<List<Integer>> alike() {
        Map<BitSet, List<Integer>> closed = by(all(), true);
        List<List<Integer>> found = new ArrayList<>(closed.values().stream().filter(each -> each.size() > 1).toList());
        List<Integer> rest = closed.values().stream().filter(each -> each.size() == 1).map(List::getFirst).toList();
        found.addAll(by(rest, false).values());
        Comparator<List<Integer>> byPairs = Comparator
                .comparing(each -> -each.size() * missing.get(each.getFirst()).cardinality());
        found.sort(byPairs.thenComparing(each -> nodes.get(each.getFirst()).isHost() ? 0 : 1)
                .thenComparing(List::getFirst));
        return found;
    }

    private List<Integer> all() {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            if (!missing.get(i).isEmpty()) {
                all.add(i);
            }
        }
        return all;
    }

    private Map<BitSet, List<Integer>> by(List<Integer> some, boolean withItself) {
        Map<BitSet, List<Integer>> found = new LinkedHashMap<>();
        for (int node : some) {
            BitSet key = (BitSet) missing.get(node).clone();
            key.set(node, withItself);
            found.computeIfAbsent(key, each -> new ArrayList<>()).add(node);
        }
        return found;
    }

    private List<Member> at(BitSet set) {
        return set.stream().mapToObj(nodes::get).toList();
    }
}
