// SPDX-License-Identifier: Apache-2.0
package mesh.policy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import mesh.name.NodeName;
import mesh.net.Cidr;

/**
 * Makes filters of a policy that is not open. Sources that the same rules mean are looked at once, and hosts share the
 * lists made of them. Not thread-safe.
 */
public final class FilterCompiler {
    private static final Comparator<FilterRule> ORDER = Comparator
            .comparing((FilterRule rule) -> rule.to().toString()).thenComparing(FilterRule::toInternet)
            .thenComparing(FilterRule::traffic);

    private final PolicyEvaluator evaluator;
    private final BitSet fromEverybody = new BitSet();
    private final SortedMap<NodeName, List<Cidr>> members;
    private final List<Source> sources = new ArrayList<>();
    private final Map<BitSet, List<Cidr>> addresses = new HashMap<>();

    /** Sources that the same rules mean. */
    private record Source(BitSet rules, List<Cidr> addresses) {}

    /**
     * @param members addresses of all hosts and devices
     * @param networks all that are behind the mesh
     */
    public FilterCompiler(Policy policy, SortedMap<NodeName, List<Cidr>> members, Collection<Cidr> networks) {
        for (int index = 0; index < policy.rules().size(); index++) {
            fromEverybody.set(index, policy.rules().get(index).from().everybody());
        }
        this.evaluator = new PolicyEvaluator(policy);
        this.members = new TreeMap<>(members);
        Map<BitSet, List<Cidr>> bySource = new LinkedHashMap<>();
        members.forEach((name, own) -> bySource
                .computeIfAbsent(evaluator.from(new Party.Member(name)), rules -> new ArrayList<>()).addAll(own));
        networks.stream().sorted().flatMap(network -> evaluator.parts(network).stream())
                .forEach(part -> bySource.computeIfAbsent(evaluator.from(part), rules -> new ArrayList<>())
                        .add(part.network()));
        bySource.forEach((rules, all) -> sources.add(new Source(rules, all)));
    }

    /**
     * The filter of one host.
     *
     * @param destinations what packets that it takes or passes on may be for
     * @param guarded those of them that have no filter of their own
     */
    public HostFilter compile(Parties destinations, Collection<Cidr> guarded) {
        Map<Senders, Destination> alike = new LinkedHashMap<>();
        each(destinations)
                .forEach(party -> alike.computeIfAbsent(senders(party), key -> new Destination()).add(party));
        List<FilterRule> accepts = new ArrayList<>();
        alike.forEach((senders, destination) -> {
            if (!senders.anybody().isNone()) {
                accepts.add(destination.from(true, List.of(), senders.anybody()));
            }
            senders.some().forEach((traffic, from) -> accepts.add(destination.from(false, sources(from), traffic)));
        });
        return new HostFilter(accepts.stream().sorted(ORDER).toList(), outermost(new TreeSet<>(guarded)));
    }

    /**
     * Who may send to a destination.
     *
     * @param anybody what everybody may send
     * @param some indexes of {@link #sources} by what they may send, where that is more
     */
    private record Senders(Traffic anybody, SortedMap<Traffic, BitSet> some) {}

    /** Destinations that the same senders reach with the same traffic. */
    private final class Destination {
        private final TreeSet<Cidr> to = new TreeSet<>();
        private boolean internet;

        void add(Party party) {
            switch (party) {
                case Party.Member member -> to.addAll(members.getOrDefault(member.name(), List.of()));
                case Party.Behind behind -> to.add(behind.network());
                case Party.Internet anywhere -> internet = true;
            }
        }

        FilterRule from(boolean anybody, List<Cidr> from, Traffic traffic) {
            return new FilterRule(anybody, from, outermost(to), internet, traffic);
        }
    }

    private Stream<Party> each(Parties destinations) {
        Stream<Party> networks = destinations.networks().stream().flatMap(network -> evaluator.parts(network).stream());
        Stream<Party> named = destinations.members().stream().map(Party.Member::new);
        Stream<Party> internet = destinations.internet() ? Stream.of(new Party.Internet()) : Stream.of();
        return Stream.of(named, networks, internet).flatMap(parties -> parties);
    }

    private Senders senders(Party party) {
        BitSet to = evaluator.to(party);
        Traffic anybody = evaluator.sum(both(to, fromEverybody));
        SortedMap<Traffic, BitSet> some = new TreeMap<>();
        for (int index = 0; index < sources.size(); index++) {
            Traffic allowed = evaluator.sum(both(to, sources.get(index).rules()));
            if (!anybody.covers(allowed)) {
                some.computeIfAbsent(allowed, traffic -> new BitSet()).set(index);
            }
        }
        return new Senders(anybody, some);
    }

    private static BitSet both(BitSet one, BitSet other) {
        BitSet both = (BitSet) one.clone();
        both.and(other);
        return both;
    }

    private List<Cidr> sources(BitSet indexes) {
        return addresses.computeIfAbsent(indexes, chosen -> chosen.stream()
                .mapToObj(index -> sources.get(index).addresses()).flatMap(List::stream)
                .collect(Collectors.collectingAndThen(Collectors.toCollection(TreeSet::new),
                        FilterCompiler::outermost)));
    }

    /** Without what lies in another one: firewalls refuse sets whose elements overlap. */
    private static List<Cidr> outermost(SortedSet<Cidr> networks) {
        List<Cidr> outermost = new ArrayList<>();
        for (Cidr network : networks) {
            if (outermost.isEmpty() || !outermost.getLast().contains(network)) {
                outermost.add(network);
            }
        }
        return outermost;
    }
}
