// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.List;

import mesh.policy.Traffic;

/**
 * One item of {@code policy.tests}.
 *
 * @param place where it starts, and its number from 0
 * @param from who begins
 * @param to who is reached
 * @param accept what must pass
 * @param deny what must not pass, not even in part
 */
public record PolicyTestSpec(Located<Integer> place, List<Located<PolicySelector>> from,
        List<Located<PolicySelector>> to, List<Located<Traffic>> accept, List<Located<Traffic>> deny) {

    public PolicyTestSpec {
        from = List.copyOf(from);
        to = List.copyOf(to);
        accept = List.copyOf(accept);
        deny = List.copyOf(deny);
    }
}
