// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.List;
import java.util.Set;

/** A YAML tree with a place for each node: no tags, no aliases, no merge keys, no duplicate keys, only text keys. */
sealed interface YamlNode {
    /** Where the node's text starts; for a value that is absent, where its key starts. */
    SourcePosition position();

    /** What people call such a node. */
    String kind();

    /** True for {@code key:} without a value, and for YAML 1.2's plain spellings of null. */
    default boolean isNull() {
        return this instanceof Scalar scalar && scalar.plain && Scalar.NULLS.contains(scalar.text);
    }

    /** The same tree as part of an included file. */
    default YamlNode in(String file) {
        return switch (this) {
            case Scalar scalar -> scalar.of(file);
            case Sequence list -> new Sequence(list.items.stream().map(item -> item.in(file)).toList(),
                    list.position.in(file));
            case Mapping block -> new Mapping(block.entries.stream()
                    .map(entry -> new Entry(entry.key.of(file), entry.value.in(file))).toList(),
                    block.position.in(file));
        };
    }

    /**
     * A single value, its text as written.
     *
     * @param plain true without quotes: only then can it be a number, boolean or null
     */
    record Scalar(String text, boolean plain, SourcePosition position) implements YamlNode {
        private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

        private Scalar of(String file) {
            return new Scalar(text, plain, position.in(file));
        }

        @Override
        public String kind() {
            return isNull() ? "nothing" : "a single value";
        }
    }

    /** A list. */
    record Sequence(List<YamlNode> items, SourcePosition position) implements YamlNode {
        @Override
        public String kind() {
            return "a list";
        }
    }

    /** Keys with values, in the order of the text. */
    record Mapping(List<Entry> entries, SourcePosition position) implements YamlNode {
        @Override
        public String kind() {
            return "a block of keys";
        }
    }

    /** One key with its value. */
    record Entry(Scalar key, YamlNode value) {}
}
