// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.List;

import mesh.policy.Traffic;

/**
 * One item of {@code policy.rules}.
 *
 * @param place where it starts, and its number from 0
 * @param from who may begin, at least one
 * @param to who is reached, at least one
 * @param allow what may pass, at least one
 */
public record PolicyRuleSpec(Located<Integer> place, List<Located<PolicySelector>> from,
        List<Located<PolicySelector>> to, List<Located<Traffic>> allow) {

    public PolicyRuleSpec {
        from = List.copyOf(from);
        to = List.copyOf(to);
        allow = List.copyOf(allow);
    }
}
