// SPDX-License-Identifier: Apache-2.0
/**
 * The difference between what hosts should have and what they have, as typed changes in the order they are made.
 *
 * <p>In: {@link mesh.desired.DesiredHost}, {@link mesh.files.RenderedHost}, {@link mesh.live.LiveHost}. Out:
 * {@link mesh.plan.Plan}. Imports nothing of the renderers and of deploy.
 */
@NullMarked
package mesh.plan;

import org.jspecify.annotations.NullMarked;
