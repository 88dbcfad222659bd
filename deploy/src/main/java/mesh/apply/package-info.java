// SPDX-License-Identifier: Apache-2.0
/**
 * Fleets: reads all hosts, lets keys be born, and carries a plan to the hosts in the safe order.
 *
 * <p>In: {@link mesh.plan.Plan}. Out: {@code ApplyReport}. Owns the threads of a run. Imports {@code mesh.host},
 * {@code mesh.ssh} and planner; nothing of the renderers and cli.
 */
@NullMarked
package mesh.apply;

import org.jspecify.annotations.NullMarked;
