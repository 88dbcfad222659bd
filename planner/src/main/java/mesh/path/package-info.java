// SPDX-License-Identifier: Apache-2.0
/**
 * How the packets of each two nodes travel, and why: the one truth for peers, checks, explanations and pictures.
 *
 * <p>In: {@link mesh.model.Mesh}. Out: {@link mesh.path.Paths}. Imports nothing of {@code mesh.ipam}, {@code mesh.lock}
 * and what is built on them: no path depends on an address.
 */
@NullMarked
package mesh.path;

import org.jspecify.annotations.NullMarked;
