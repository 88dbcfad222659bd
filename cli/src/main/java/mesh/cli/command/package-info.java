// SPDX-License-Identifier: Apache-2.0
/**
 * One class a verb: options in, a sequence of calls, an exit code out.
 *
 * <p>Commands hold no rules of their own; they call planner, renderers, deploy and {@code mesh.cli.workspace}, and print
 * through {@code mesh.cli.view}.
 */
@NullMarked
package mesh.cli.command;

import org.jspecify.annotations.NullMarked;
