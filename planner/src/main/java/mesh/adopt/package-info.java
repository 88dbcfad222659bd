// SPDX-License-Identifier: Apache-2.0
/**
 * From interfaces that somebody set up by hand to a spec and a lock that describe them.
 *
 * <p>In: {@link mesh.adopt.FoundHost}, read from files or from running hosts. Out: {@link mesh.adopt.AdoptedMesh}. What
 * it works out is a proposal; {@link mesh.adopt.AdoptionCheck} builds the mesh that the proposal describes and tells
 * every difference, so nothing is lost silently. Imports nothing of the plan, the renderers and deploy.
 */
@NullMarked
package mesh.adopt;

import org.jspecify.annotations.NullMarked;
