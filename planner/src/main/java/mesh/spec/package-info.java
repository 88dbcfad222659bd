// SPDX-License-Identifier: Apache-2.0
/**
 * The spec as its author wrote it: text to a tree of values that each know their place, all problems found in one run.
 *
 * <p>In: {@link mesh.spec.SpecSource}. Out: {@link mesh.spec.MeshSpec} or {@link mesh.spec.SpecException}. Imports core
 * only; nothing of {@code mesh.model} and what follows it. No file, clock, randomness or resolver.
 */
@NullMarked
package mesh.spec;

import org.jspecify.annotations.NullMarked;
