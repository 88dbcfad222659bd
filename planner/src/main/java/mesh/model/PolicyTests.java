// SPDX-License-Identifier: Apache-2.0
package mesh.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

import mesh.name.NodeName;
import mesh.net.Cidr;
import mesh.policy.Parties;
import mesh.policy.Party;
import mesh.policy.Policy;
import mesh.policy.PolicyEvaluator;
import mesh.policy.Rule;
import mesh.policy.Traffic;
import mesh.spec.HostSpec;
import mesh.spec.Located;
import mesh.spec.MeshSpec;
import mesh.spec.PolicyTestSpec;
import mesh.spec.ProblemId;
import mesh.spec.Problems;

/** Holds a policy against its tests: each of {@code from} with each of {@code to}. What fails is a problem at its line. */
final class PolicyTests {
    private final MeshSpec spec;
    private final PolicySelection selection;
    private final Problems problems;
    private final Map<NodeName, List<Cidr>> behind = new HashMap<>();

    PolicyTests(MeshSpec spec, PolicySelection selection, Problems problems) {
        this.spec = spec;
        this.selection = selection;
        this.problems = problems;
        spec.hosts().forEach(host -> behind.put(host.name().value(), routes(host)));
    }

    private static List<Cidr> routes(HostSpec host) {
        return host.routes().stream().map(Located::value).toList();
    }

    private record Pair(Party from, Party to) {
        @Override
        public String toString() {
            return from + " → " + to;
        }
    }

    /** Where rules could not be read, what fails would only follow from it. */
    void check(Policy policy) {
        boolean broken = problems.existWithin("policy.rules") || problems.existWithin("groups");
        PolicyEvaluator evaluator = new PolicyEvaluator(policy);
        for (PolicyTestSpec test : spec.policy().tests()) {
            List<Pair> pairs = pairs(test);
            if (!broken) {
                test.accept().forEach(item -> accept(item, pairs, evaluator));
                test.deny().forEach(item -> deny(item, pairs, evaluator));
            }
        }
    }

    private List<Pair> pairs(PolicyTestSpec test) {
        List<Party> targets = each(selection.to(test.to()));
        List<Pair> pairs = new ArrayList<>();
        for (Party from : each(selection.from(test.from()))) {
            targets.stream().filter(to -> !from.equals(to) && !isOwn(from, to)).map(to -> new Pair(from, to))
                    .forEach(pairs::add);
        }
        return pairs;
    }

    /** A host reaches what is behind it without the mesh. */
    private boolean isOwn(Party from, Party to) {
        return from instanceof Party.Member member && to instanceof Party.Behind network
                && behind.getOrDefault(member.name(), List.of()).stream()
                        .anyMatch(route -> route.contains(network.network()));
    }

    private List<Party> each(Parties parties) {
        Stream<NodeName> members = parties.everybody()
                ? Stream.concat(spec.hosts().stream().map(host -> host.name().value()),
                        spec.devices().stream().map(device -> device.name().value())).sorted()
                : parties.members().stream();
        Stream<Cidr> networks = parties.everybody()
                ? RouteRules.routes(spec).stream().map(Located::value).distinct().sorted()
                : parties.networks().stream();
        List<Party> all = new ArrayList<>();
        members.map(Party.Member::new).forEach(all::add);
        networks.map(Party.Behind::new).forEach(all::add);
        if (parties.internet()) {
            all.add(new Party.Internet());
        }
        return all;
    }

    private void accept(Located<Traffic> item, List<Pair> pairs, PolicyEvaluator evaluator) {
        Traffic wanted = item.value();
        failing(pairs, pair -> !evaluator.allowed(pair.from, pair.to).covers(wanted)).ifPresent(failing -> {
            Traffic allowed = evaluator.allowed(failing.first.from, failing.first.to);
            problems.error(ProblemId.POLICY_TEST_FAILED, item,
                    failing + " must accept " + wanted + ", but "
                            + (allowed.overlaps(wanted)
                                    ? "no rule allows " + wanted.minus(allowed)
                                    : "no rule allows it"),
                    "let a rule allow it, or change the test");
        });
    }

    private void deny(Located<Traffic> item, List<Pair> pairs, PolicyEvaluator evaluator) {
        Traffic unwanted = item.value();
        failing(pairs, pair -> evaluator.allowed(pair.from, pair.to).overlaps(unwanted)).ifPresent(failing -> {
            Optional<Rule> rule = evaluator.because(failing.first.from, failing.first.to, unwanted).stream()
                    .findFirst();
            problems.error(ProblemId.POLICY_TEST_FAILED, item,
                    failing + " must not accept " + unwanted + ", but "
                            + rule.map(one -> one.place() + " allows " + one.allow())
                                    .orElse("'default: allow' allows everything"),
                    "narrow what allows it, or change the test");
        });
    }

    /** The first pair that fails, and how many others do. */
    private record Failing(Pair first, int others) {
        @Override
        public String toString() {
            return first + switch (others) {
                case 0 -> "";
                case 1 -> " (and 1 more pair)";
                default -> " (and " + others + " more pairs)";
            };
        }
    }

    private static Optional<Failing> failing(List<Pair> pairs, Predicate<Pair> fails) {
        List<Pair> failing = pairs.stream().filter(fails).toList();
        return failing.isEmpty()
                ? Optional.empty()
                : Optional.of(new Failing(failing.getFirst(), failing.size() - 1));
    }
}
