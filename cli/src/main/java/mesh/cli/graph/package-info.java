// SPDX-License-Identifier: Apache-2.0
/**
 * Pictures of a mesh: who stands where, who can call whom, and who may reach whom.
 *
 * <p>In: {@link mesh.model.Mesh} and {@link mesh.desired.DesiredMesh}. Out: texts. No clock, no file, no randomness: the same
 * mesh gives the same bytes. Imports nothing of the plan and of deploy.
 */
@NullMarked
package mesh.cli.graph;

import org.jspecify.annotations.NullMarked;
