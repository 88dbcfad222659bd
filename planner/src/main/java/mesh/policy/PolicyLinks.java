// SPDX-License-Identifier: Apache-2.0
package mesh.policy;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import mesh.name.NodeName;

/** Which nodes have anything to say to each other: others need not be peers. */
public final class PolicyLinks {
    private final boolean open;
    private final Map<NodeName, Rules> byNode = new HashMap<>();

    /** Indexes of the rules that let a node, or what is behind it, begin and be reached. */
    private record Rules(BitSet from, BitSet to) {}

    /** @param parties of each node: itself and what is behind it, in parts */
    public PolicyLinks(Policy policy, Map<NodeName, List<Party>> parties) {
        this.open = policy.open();
        PolicyEvaluator evaluator = new PolicyEvaluator(policy);
        parties.forEach((name, all) -> {
            Rules rules = new Rules(new BitSet(), new BitSet());
            for (Party party : all) {
                rules.from.or(evaluator.from(party));
                rules.to.or(evaluator.to(party));
            }
            byNode.put(name, rules);
        });
    }

    /** Whether a rule allows anything either way. */
    public boolean connects(NodeName one, NodeName other) {
        if (open) {
            return true;
        }
        Rules left = byNode.get(one);
        Rules right = byNode.get(other);
        return left != null && right != null
                && (left.from.intersects(right.to) || right.from.intersects(left.to));
    }
}
