// SPDX-License-Identifier: Apache-2.0
/**
 * The program {@code mesh-agent}: its command line, and what makes a relay a process: signals, files that change, metrics.
 *
 * <p>One small jar on hosts, so it may import core and the agent's own packages only, never planner, renderers, deploy, lab
 * or cli.
 */
@NullMarked
package mesh.agent;

import org.jspecify.annotations.NullMarked;
