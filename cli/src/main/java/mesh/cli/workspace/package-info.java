// SPDX-License-Identifier: Apache-2.0
/**
 * The user's repository: spec, lock, pinned host keys and vault files beside each other, and what git knows of them.
 *
 * <p>The only place of the program that reads and writes the user's files. Imports nothing of {@code mesh.cli.command}
 * and {@code mesh.cli.view}.
 */
@NullMarked
package mesh.cli.workspace;

import org.jspecify.annotations.NullMarked;
