// SPDX-License-Identifier: Apache-2.0
/**
 * The room of the agent for hosts behind NAT: STUN endpoint discovery, DERP relaying, path switching. Empty so far.
 *
 * <p>Will become one small jar on hosts; may import core only, never planner, renderers, deploy, lab or cli.
 */
@NullMarked
package mesh.agent;

import org.jspecify.annotations.NullMarked;
