// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import mesh.name.NodeName;

/** Decodes {@code topology}. */
final class TopologyDecoder {
    private static final Field SELECTOR = Field.optional("selector", Texts.SELECTOR, "", "tag:web");

    private final Problems problems;
    private final ScalarReader scalars;

    TopologyDecoder(Problems problems) {
        this.problems = problems;
        this.scalars = new ScalarReader(problems);
    }

    TopologySpec topology(SectionReader in) {
        List<Located<NodeName>> hubs = in.values("hubs", NodeName::new);
        List<SelectorPair> noPath = pairs(in, "no-path");
        boolean isWord = in.node("links").map(Located::value).filter(YamlNode.Scalar.class::isInstance).isPresent();
        if (isWord) {
            return new TopologySpec(in.word("links"), List.of(), false, hubs, noPath);
        }
        return new TopologySpec(Optional.empty(), pairs(in, "links"), in.node("links").isPresent(), hubs, noPath);
    }

    private List<SelectorPair> pairs(SectionReader in, String key) {
        List<SelectorPair> pairs = new ArrayList<>();
        for (Located<YamlNode> item : in.items(key)) {
            pair(item, key).ifPresent(pairs::add);
        }
        return pairs;
    }

    private Optional<SelectorPair> pair(Located<YamlNode> item, String key) {
        String advice = "write pairs in brackets of their own, such as " + key + ": [[pi4, phone]]";
        if (!(item.value() instanceof YamlNode.Sequence sequence)) {
            problems.error(ProblemId.WRONG_KIND, item, item.value().kind() + " stands where a pair is expected",
                    advice);
            return Optional.empty();
        }
        if (sequence.items().size() != 2) {
            problems.error(ProblemId.NOT_A_PAIR, item,
                    "a pair has two selectors, this list has " + sequence.items().size(), advice);
            return Optional.empty();
        }
        Optional<Located<Selector>> one = selector(sequence, item, 0);
        Optional<Located<Selector>> other = selector(sequence, item, 1);
        return one.flatMap(first -> other.map(second -> new SelectorPair(first, second)));
    }

    private Optional<Located<Selector>> selector(YamlNode.Sequence pair, Located<YamlNode> at, int index) {
        return scalars.read(pair.items().get(index), SpecPath.item(at.path(), index), SELECTOR, Selector::parse);
    }
}
