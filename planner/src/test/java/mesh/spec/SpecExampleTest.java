// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

/** {@code mesh.example.yaml} shows every key, each with a comment. */
class SpecExampleTest {
    private final Set<String> seen = new TreeSet<>();

    @Test
    void showsEveryKey() {
        SpecSource source = new SpecSource("mesh.example.yaml", SpecSamples.example());
        collect(YamlTree.read(source, new Problems(source)).orElseThrow(), new Shape.Block(SpecTable.ROOT));
        Set<String> all = new TreeSet<>();
        SpecTable.sections().forEach(section -> section.keys().forEach(key -> all.add(section.name() + "." + key)));
        assertThat(seen).isEqualTo(all);
    }

    @Test
    void commentsEveryKeyInTheLineOrAbove() {
        String[] lines = SpecSamples.example().split("\n");
        for (int i = 0; i < lines.length; i++) {
            boolean isSectionKey = lines[i].matches("[a-z]+:.*");
            boolean above = i > 0 && lines[i - 1].strip().startsWith("#");
            assertThat(!isSectionKey || above || lines[i].contains("#")).as(lines[i]).isTrue();
        }
    }

    private void collect(YamlNode node, Shape shape) {
        switch (shape) {
            case Shape.Block block -> collectBlock(node, block.section());
            case Shape.ShortOrBlock either -> collect(node, either.block());
            case Shape.FlagOrBlock either -> collect(node, either.block());
            case Shape.WordOrBlock either -> collect(node, either.block());
            case Shape.OneOrMany many -> collectItems(node, many.item());
            case Shape.Many many -> collectItems(node, many.item());
            case Shape.Named named when node instanceof YamlNode.Mapping mapping ->
                mapping.entries().forEach(entry -> collect(entry.value(), named.value()));
            default -> {
            }
        }
    }

    private void collectBlock(YamlNode node, Section section) {
        if (node instanceof YamlNode.Mapping mapping) {
            for (YamlNode.Entry entry : mapping.entries()) {
                Field field = section.field(entry.key().text()).orElseThrow();
                seen.add(section.name() + "." + field.name());
                collect(entry.value(), field.shape());
            }
        }
    }

    private void collectItems(YamlNode node, Shape item) {
        if (node instanceof YamlNode.Sequence sequence) {
            sequence.items().forEach(one -> collect(one, item));
        } else {
            collect(node, item);
        }
    }
}
