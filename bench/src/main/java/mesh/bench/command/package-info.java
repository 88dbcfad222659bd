// SPDX-License-Identifier: Apache-2.0
/**
 * Whole commands, as a user runs them: from the start of the process to its end. Flows in: specs of generated meshes.
 * Flows out: a {@link mesh.bench.Report}. Runs the launcher of this checkout and imports nothing of mesh.
 */
@NullMarked
package mesh.bench.command;

import org.jspecify.annotations.NullMarked;
