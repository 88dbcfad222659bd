// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import mesh.policy.Traffic;

/** Decodes the section {@code policy}. */
final class PolicyDecoder {
    private final Problems problems;

    PolicyDecoder(Problems problems) {
        this.problems = problems;
    }

    PolicySpec policy(Located<YamlNode> block) {
        Located<String> place = new Located<>("policy", block.path(), block.position());
        return SectionReader.open(block, PolicyFields.POLICY, problems)
                .map(in -> new PolicySpec(Optional.of(place), in.word("default"),
                        items(in, "rules", item -> rule(item.block, item.number)),
                        items(in, "tests", item -> test(item.block, item.number))))
                .orElse(PolicySpec.ABSENT);
    }

    private record Item(Located<YamlNode> block, int number) {}

    private static <T> List<T> items(SectionReader in, String key, Function<Item, Optional<T>> decode) {
        List<T> all = new ArrayList<>();
        List<Located<YamlNode>> blocks = in.items(key);
        for (int number = 0; number < blocks.size(); number++) {
            decode.apply(new Item(blocks.get(number), number)).ifPresent(all::add);
        }
        return all;
    }

    private Optional<PolicyRuleSpec> rule(Located<YamlNode> block, int number) {
        return SectionReader.open(block, PolicyFields.RULE, problems).map(
                in -> new PolicyRuleSpec(at(block, number), in.values("from", PolicySelector::parse),
                        in.values("to", PolicySelector::parse), in.values("allow", Traffic::parse)));
    }

    private Optional<PolicyTestSpec> test(Located<YamlNode> block, int number) {
        return SectionReader.open(block, PolicyFields.TEST, problems).map(in -> {
            if (in.node("accept").isEmpty() && in.node("deny").isEmpty()) {
                problems.error(ProblemId.POLICY_TEST_EMPTY, block, "the test asks for nothing",
                        "add accept: or deny: with what must or must not pass, such as deny: [tcp:22]");
            }
            return new PolicyTestSpec(at(block, number), in.values("from", PolicySelector::parse),
                    in.values("to", PolicySelector::parse), in.values("accept", Traffic::parse),
                    in.values("deny", Traffic::parse));
        });
    }

    private static Located<Integer> at(Located<YamlNode> block, int number) {
        return new Located<>(number, block.path(), block.position());
    }
}
