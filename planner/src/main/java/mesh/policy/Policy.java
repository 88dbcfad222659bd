// SPDX-License-Identifier: Apache-2.0
package mesh.policy;

import java.util.List;

/**
 * Who may reach whom.
 *
 * @param open true: everybody reaches everybody, and rules add nothing
 * @param rules in the order of the spec
 */
public record Policy(boolean open, List<Rule> rules) {
    /** What a mesh without a policy has. */
    public static final Policy OPEN = new Policy(true, List.of());

    public Policy {
        rules = List.copyOf(rules);
    }
}
