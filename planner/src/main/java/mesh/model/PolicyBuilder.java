// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.util.List;
import java.util.stream.Stream;

import mesh.name.NodeName;
import mesh.policy.Policy;
import mesh.policy.Rule;
import mesh.policy.Traffic;
import mesh.spec.Located;
import mesh.spec.MeshSpec;
import mesh.spec.PolicyRuleSpec;
import mesh.spec.PolicySpec;
import mesh.spec.ProblemId;
import mesh.spec.Problems;

/** Makes the policy of what its section says, and holds it against the section's tests. */
final class PolicyBuilder {
    private static final List<String> WORDS = List.of("any", "internet");

    private final MeshSpec spec;
    private final PolicySelection selection;
    private final Problems problems;

    PolicyBuilder(Draft draft, Groups groups, Problems problems) {
        this.spec = draft.spec();
        this.selection = new PolicySelection(draft, groups, problems);
        this.problems = problems;
    }

    Policy build() {
        PolicySpec section = spec.policy();
        if (section.place().isEmpty()) {
            return Policy.OPEN;
        }
        refuseTakenNames();
        boolean open = section.byDefault().filter(word -> word.value().equals("allow")).isPresent();
        Policy policy = new Policy(open, section.rules().stream().map(this::rule).toList());
        checkDefault(section, policy);
        new PolicyTests(spec, selection, problems).check(policy);
        return policy;
    }

    private Rule rule(PolicyRuleSpec rule) {
        Traffic allowed = rule.allow().stream().map(Located::value).reduce(Traffic.NONE, Traffic::plus);
        return new Rule(rule.place().path(), selection.from(rule.from()), selection.to(rule.to()), allowed);
    }

    private void checkDefault(PolicySpec section, Policy policy) {
        Located<String> place = section.byDefault().or(section::place).orElseThrow();
        if (policy.open() && !policy.rules().isEmpty()) {
            problems.warning(ProblemId.POLICY_RULES_IDLE, place,
                    "everything is allowed already, so the rules add nothing",
                    "write 'default: deny', or delete the rules");
        }
        if (!policy.open() && policy.rules().isEmpty() && !problems.existWithin("policy.rules")) {
            problems.error(ProblemId.POLICY_ALLOWS_NOTHING, place,
                    "without a rule nothing is allowed, so no node would be a peer of another",
                    "add rules, or write 'default: allow'");
        }
    }

    private void refuseTakenNames() {
        Stream.of(spec.hosts().stream().map(host -> host.name()), spec.devices().stream().map(device -> device.name()),
                spec.externals().stream().map(external -> external.name())).flatMap(names -> names)
                .filter(name -> WORDS.contains(name.value().text())).forEach(this::refuse);
    }

    private void refuse(Located<NodeName> name) {
        problems.error(ProblemId.POLICY_NAME_TAKEN, name,
                "'" + name.value() + "' means something else in a policy, so its rules could not name this node",
                "give the node another name, and 'was: " + name.value() + "' if it is a host");
    }
}
