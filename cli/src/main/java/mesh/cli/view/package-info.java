// SPDX-License-Identifier: Apache-2.0
/**
 * Everything that people and machines read: problems, plans, progress and tables.
 *
 * <p>In: documents and reports. Out: text. Decides nothing, reads no file and contacts no host; imports nothing of
 * {@code mesh.cli.command} and {@code mesh.cli.workspace}.
 */
@NullMarked
package mesh.cli.view;

import org.jspecify.annotations.NullMarked;
