// SPDX-License-Identifier: Apache-2.0
/**
 * The agent for hosts behind NAT: path switching. Empty so far; what it speaks is in {@code mesh.derp}.
 *
 * <p>One small jar on hosts, so it may import core only, never planner, renderers, deploy, lab or cli.
 */
@NullMarked
package mesh.agent;

import org.jspecify.annotations.NullMarked;
