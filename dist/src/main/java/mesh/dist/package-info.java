// SPDX-License-Identifier: Apache-2.0
/**
 * Runs at the end of a build: {@link mesh.dist.OneJar} makes one jar of the program and its libraries. Knows nothing of mesh.
 */
@NullMarked
package mesh.dist;

import org.jspecify.annotations.NullMarked;
