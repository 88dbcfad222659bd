// SPDX-License-Identifier: Apache-2.0
package mesh.policy;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

import mesh.net.Cidr;

/**
 * What a policy allows between two ends. Nobody needs a rule to reach himself. Remembers which rules mean whom, so that
 * all pairs of a large mesh are asked in a moment. Not thread-safe.
 */
public final class PolicyEvaluator {
    private final Policy policy;
    private final Map<Party, BitSet> from = new HashMap<>();
    private final Map<Party, BitSet> to = new HashMap<>();
    private final SortedSet<Cidr> named = new TreeSet<>();
    private final Map<BitSet, Traffic> together = new HashMap<>();

    public PolicyEvaluator(Policy policy) {
        this.policy = policy;
        policy.rules().forEach(rule -> {
            named.addAll(rule.from().networks());
            named.addAll(rule.to().networks());
        });
    }

    /** What {@code begins} may send first; answers pass by themselves. */
    public Traffic allowed(Party begins, Party reached) {
        if (policy.open() || begins.equals(reached)) {
            return Traffic.ANY;
        }
        return sum(common(begins, reached));
    }

    /** What the rules of these indexes allow together. */
    Traffic sum(BitSet rules) {
        return together.computeIfAbsent(rules, indexes -> indexes.stream()
                .mapToObj(index -> policy.rules().get(index).allow()).reduce(Traffic.NONE, Traffic::plus));
    }

    /** The rules that allow some of {@code traffic}; empty for an open policy, which needs none. */
    public List<Rule> because(Party begins, Party reached, Traffic traffic) {
        return common(begins, reached).stream().mapToObj(policy.rules()::get)
                .filter(rule -> rule.allow().overlaps(traffic)).toList();
    }

    private BitSet common(Party begins, Party reached) {
        BitSet both = (BitSet) from(begins).clone();
        both.and(to(reached));
        return both;
    }

    /** Indexes of the rules that let {@code party} begin; not to be changed. */
    BitSet from(Party party) {
        return from.computeIfAbsent(party, one -> rules(Rule::from, one));
    }

    /** Indexes of the rules that let {@code party} be reached; not to be changed. */
    BitSet to(Party party) {
        return to.computeIfAbsent(party, one -> rules(Rule::to, one));
    }

    /** {@code network}, and what of it the rules name: no rule means only a part of one of them. */
    public List<Party.Behind> parts(Cidr network) {
        return Stream.concat(Stream.of(network), named.stream().filter(network::contains)).distinct()
                .map(Party.Behind::new).toList();
    }

    private BitSet rules(Function<Rule, Parties> side, Party party) {
        BitSet found = new BitSet();
        for (int index = 0; index < policy.rules().size(); index++) {
            found.set(index, side.apply(policy.rules().get(index)).include(party));
        }
        return found;
    }
}
