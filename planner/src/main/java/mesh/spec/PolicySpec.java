// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.List;
import java.util.Optional;

/**
 * The section {@code policy}.
 *
 * @param place where it starts; absent where the spec has no such section
 * @param byDefault {@code allow} or {@code deny}
 * @param rules in the order of the spec
 * @param tests in the order of the spec
 */
public record PolicySpec(Optional<Located<String>> place, Optional<Located<String>> byDefault,
        List<PolicyRuleSpec> rules, List<PolicyTestSpec> tests) {
    /** What a spec without the section has. */
    static final PolicySpec ABSENT = new PolicySpec(Optional.empty(), Optional.empty(), List.of(), List.of());

    public PolicySpec {
        rules = List.copyOf(rules);
        tests = List.copyOf(tests);
    }
}
