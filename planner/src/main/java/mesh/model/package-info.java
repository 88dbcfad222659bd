// SPDX-License-Identifier: Apache-2.0
/**
 * The mesh that a spec describes, names resolved and defaults filled in: what the rest of the program computes with.
 *
 * <p>In: {@code mesh.spec}. Out: {@link mesh.model.Mesh}. Imports nothing of {@code mesh.lock} and what follows it.
 */
@NullMarked
package mesh.model;

import org.jspecify.annotations.NullMarked;
