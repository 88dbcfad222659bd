// SPDX-License-Identifier: Apache-2.0
/**
 * What commands have in common: from the user's files to a plan, from an approved plan to keys, hosts and the lock.
 *
 * <p>Connects planner, renderers and deploy, in one direction; holds the order of steps and nothing else. Prints nothing
 * but notes; imports nothing of {@code mesh.cli.command}.
 */
@NullMarked
package mesh.cli.flow;

import org.jspecify.annotations.NullMarked;
