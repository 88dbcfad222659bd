// SPDX-License-Identifier: Apache-2.0
package mesh.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import mesh.name.NodeName;

/** Compares who reaches whom before and after, and says it in few lines: alike pairs together, groups by their names. */
public final class AccessChanges {
    private static final Comparator<AccessChange> ORDER = Comparator
            .comparing((AccessChange change) -> "+~-".indexOf(change.symbol()))
            .thenComparing(change -> change.to().toString()).thenComparing(change -> change.from().toString())
            .thenComparing(AccessChange::after).thenComparing(AccessChange::before);

    private final Set<Party> all;
    private final Map<Set<Party>, String> labels = new LinkedHashMap<>();

    private AccessChanges(Set<Party> all, SortedMap<String, SortedSet<NodeName>> groups) {
        this.all = all;
        groups.forEach((label, members) -> labels.putIfAbsent(
                members.stream().map(Party.Member::new).collect(Collectors.toCollection(LinkedHashSet::new)), label));
    }

    /** How much of one pair was and is allowed. */
    private record Move(Traffic before, Traffic after) {}

    private record Target(Set<Party> from, Move move) {}

    /**
     * @param groups by what to call them, such as {@code group:admins}
     * @return sorted; empty where nobody gains or loses anything
     */
    public static List<AccessChange> between(Access before, Access after,
            SortedMap<String, SortedSet<NodeName>> groups) {
        Set<Party> all = new LinkedHashSet<>(after.parties());
        all.addAll(before.parties());
        return new AccessChanges(all, groups).compare(before, after);
    }

    private List<AccessChange> compare(Access before, Access after) {
        Map<Target, Set<Party>> targets = new LinkedHashMap<>();
        for (Party to : all) {
            senders(before, after, to).forEach((move, from) -> targets
                    .computeIfAbsent(new Target(from, move), key -> new LinkedHashSet<>()).add(to));
        }
        List<AccessChange> changes = new ArrayList<>();
        targets.forEach((target, to) -> changes.add(
                new AccessChange(names(target.from, to), names(to, target.from), target.move.before,
                        target.move.after)));
        return changes.stream().sorted(ORDER).toList();
    }

    private Map<Move, Set<Party>> senders(Access before, Access after, Party to) {
        Map<Move, Set<Party>> senders = new LinkedHashMap<>();
        for (Party from : all) {
            if (!from.equals(to) && !(from instanceof Party.Internet)) {
                Move move = new Move(before.allowed(from, to), after.allowed(from, to));
                if (!move.before.equals(move.after)) {
                    senders.computeIfAbsent(move, key -> new LinkedHashSet<>()).add(from);
                }
            }
        }
        return senders;
    }

    /** {@code parties} by one word if there is one. Who is alone on the other side may be missing: nobody reaches himself. */
    private List<String> names(Set<Party> parties, Set<Party> others) {
        Set<Party> withSelf = new LinkedHashSet<>(parties);
        if (others.size() == 1) {
            withSelf.addAll(others);
        }
        if (parties.size() > 1 && withSelf.containsAll(everybody())) {
            return List.of("any");
        }
        return Stream.of(parties, withSelf).map(labels::get).filter(label -> label != null).findFirst()
                .map(List::of).orElseGet(() -> parties.stream().map(Party::toString).toList());
    }

    private Set<Party> everybody() {
        return all.stream().filter(party -> !(party instanceof Party.Internet)).collect(Collectors.toSet());
    }
}
