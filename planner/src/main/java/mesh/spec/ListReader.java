// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Reads a list of values, or the single value that may stand for one. */
final class ListReader {
    private final Problems problems;
    private final ScalarReader scalars;

    ListReader(Problems problems) {
        this.problems = problems;
        this.scalars = new ScalarReader(problems);
    }

    /** The values at {@code node}, whose position is its key's. Items with problems are left out. */
    <T> List<Located<T>> values(Located<YamlNode> node, Field field, Function<String, T> parse) {
        List<Located<T>> values = new ArrayList<>();
        Set<T> seen = new HashSet<>();
        for (Located<YamlNode> item : items(node, field)) {
            scalars.read(item.value(), item.path(), field, parse).ifPresent(value -> {
                if (seen.add(value.value())) {
                    values.add(value);
                } else {
                    problems.error(ProblemId.DUPLICATE_ITEM, value, "the list has this item twice",
                            "delete one of them");
                }
            });
        }
        return values;
    }

    /** The nodes of the list at {@code node}, each with its own place. */
    List<Located<YamlNode>> items(Located<YamlNode> node, Field field) {
        if (node.value() instanceof YamlNode.Sequence sequence) {
            if (field.required() && sequence.items().isEmpty()) {
                problems.error(ProblemId.EMPTY_LIST, node, "the list is empty",
                        "write " + field.name() + ": " + field.example());
            }
            List<Located<YamlNode>> items = new ArrayList<>();
            for (YamlNode item : sequence.items()) {
                items.add(new Located<>(item, SpecPath.item(node.path(), items.size()), item.position()));
            }
            return items;
        }
        if (field.shape() instanceof Shape.OneOrMany) {
            return List.of(new Located<>(node.value(), node.path(), node.value().position()));
        }
        problems.error(ProblemId.WRONG_KIND, node.value().position(), node.path(),
                node.value().kind() + " stands where a list is expected",
                "write a list, such as " + field.name() + ": " + field.example());
        return List.of();
    }
}
