// SPDX-License-Identifier: Apache-2.0
package mesh.policy;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import mesh.name.NodeName;

/**
 * What a policy allows between two ends. Nobody needs a rule to reach himself. Remembers which rules mean whom, so that
 * all pairs of a large mesh are asked in a moment. Not thread-safe.
 */
public final class PolicyEvaluator {
    private final Policy policy;
    private final Map<Party, BitSet> from = new HashMap<>();
    private final Map<Party, BitSet> to = new HashMap<>();
    private final Map<BitSet, Traffic> together = new HashMap<>();

    public PolicyEvaluator(Policy policy) {
        this.policy = policy;
    }

    /** What {@code begins} may send first; answers pass by themselves. */
    public Traffic allowed(Party begins, Party reached) {
        if (policy.open() || begins.equals(reached)) {
            return Traffic.ANY;
        }
        return together.computeIfAbsent(common(begins, reached), this::sum);
    }

    private Traffic sum(BitSet rules) {
        return rules.stream().mapToObj(index -> policy.rules().get(index).allow()).reduce(Traffic.NONE, Traffic::plus);
    }

    /** The rules that allow some of {@code traffic}; empty for an open policy, which needs none. */
    public List<Rule> because(Party begins, Party reached, Traffic traffic) {
        return common(begins, reached).stream().mapToObj(policy.rules()::get)
                .filter(rule -> rule.allow().overlaps(traffic)).toList();
    }

    /** Whether there is anything that one of the two may send to the other. */
    public boolean connects(Party one, Party other) {
        return !allowed(one, other).isNone() || !allowed(other, one).isNone();
    }

    /** {@link #connects(Party, Party)} of two hosts or devices by their own addresses. */
    public boolean connects(NodeName one, NodeName other) {
        return connects(new Party.Member(one), new Party.Member(other));
    }

    private BitSet common(Party begins, Party reached) {
        BitSet both = new BitSet();
        both.or(from.computeIfAbsent(begins, party -> rules(Rule::from, party)));
        both.and(to.computeIfAbsent(reached, party -> rules(Rule::to, party)));
        return both;
    }

    private BitSet rules(Function<Rule, Parties> side, Party party) {
        BitSet found = new BitSet();
        for (int index = 0; index < policy.rules().size(); index++) {
            found.set(index, side.apply(policy.rules().get(index)).include(party));
        }
        return found;
    }
}
