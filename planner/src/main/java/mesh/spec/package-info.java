// SPDX-License-Identifier: Apache-2.0
/**
 * The spec as its author wrote it: text to a tree of values that each know their place, all problems found in one run.
 *
 * <p>In: {@link mesh.spec.SpecSource}. Out: {@link mesh.spec.MeshSpec} or {@link mesh.spec.SpecException}. Imports core and
 * {@code mesh.policy}; nothing of {@code mesh.model} and what follows it. No file, clock, randomness or resolver.
 *
 * <p>Three steps, each adding to one {@link mesh.spec.Problems}: {@code YamlTree} makes a tree of the text,
 * {@code SectionReader} checks each block against {@code SpecTable}, and a decoder for each section makes its record.
 * {@code SpecTable} is the only list of keys: {@link mesh.spec.SpecSchema} is written from it as well.
 */
@NullMarked
package mesh.spec;

import org.jspecify.annotations.NullMarked;
