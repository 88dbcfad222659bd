// SPDX-License-Identifier: Apache-2.0
/**
 * What every host should have, worked out from mesh and lock alone.
 *
 * <p>In: {@link mesh.model.Mesh}, {@link mesh.lock.Lockfile}. Out: {@link mesh.desired.DesiredMesh}. Imports nothing of
 * {@code mesh.files}, {@code mesh.live} and {@code mesh.plan}.
 */
@NullMarked
package mesh.desired;

import org.jspecify.annotations.NullMarked;
