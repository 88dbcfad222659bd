// SPDX-License-Identifier: Apache-2.0
/**
 * Which node gets which address of the mesh's ranges.
 *
 * <p>In: ranges, and what each node pins and had before. Out: one address a family and node. Imports core only; nothing
 * of {@code mesh.model}, {@code mesh.lock} and what follows them. Pure: the same claims give the same addresses.
 */
@NullMarked
package mesh.ipam;

import org.jspecify.annotations.NullMarked;
