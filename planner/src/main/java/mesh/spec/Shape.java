// SPDX-License-Identifier: Apache-2.0
package mesh.spec;

import java.util.List;

/** What may stand at a key. Both the decoder's checks and the JSON Schema are made from it. */
sealed interface Shape {
    /**
     * A text.
     *
     * @param what completes "is not", such as "a network"
     * @param pattern a regular expression (ECMA 262 and Java) that all valid texts match; the value type checks the rest
     * @param hint what to write, an imperative
     */
    record Text(String what, String pattern, String hint) implements Shape {}

    /** A whole number from {@code min} to {@code max}. */
    record Whole(int min, int max) implements Shape {}

    /** {@code true} or {@code false}. */
    record Flag() implements Shape {}

    /** One of some words. */
    record Choice(List<String> words) implements Shape {}

    /** A list of {@code item}, none of them twice. */
    record Many(Shape item) implements Shape {}

    /** A list, or one {@code item} alone. */
    record OneOrMany(Shape item) implements Shape {}

    /** A list of exactly two items. */
    record Pair(Text item) implements Shape {}

    /** One of some words, or a list of {@code item}. */
    record WordOrMany(Choice word, Shape item) implements Shape {}

    /** A block with the keys of {@code section}; no value at all stands for an empty block. */
    record Block(Section section) implements Shape {}

    /** A short text or a block. */
    record ShortOrBlock(Text text, Block block) implements Shape {}

    /** {@code true}, {@code false} or a block. */
    record FlagOrBlock(Block block) implements Shape {}

    /** One of some words, or a block. */
    record WordOrBlock(Choice word, Block block) implements Shape {}

    /**
     * A block whose keys the author chooses.
     *
     * @param name what a key must be
     * @param value what each holds
     * @param atLeastOne true: an empty block is wrong
     */
    record Named(Text name, Shape value, boolean atLeastOne) implements Shape {}
}
