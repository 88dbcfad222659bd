// SPDX-License-Identifier: Apache-2.0
/**
 * What became of what mesh wrote on the hosts: files, running interface and services beside the last apply.
 *
 * <p>In: a {@link mesh.plan.Plan} with its readings. Out: {@link mesh.drift.DriftDocument}. A change of the spec that was
 * not applied yet is a plan and no drift. Imports nothing of the renderers and of deploy.
 */
@NullMarked
package mesh.drift;

import org.jspecify.annotations.NullMarked;
