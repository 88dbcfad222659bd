// SPDX-License-Identifier: Apache-2.0
/**
 * Measurements of mesh against others, by name. A {@link mesh.bench.Measurement} measures both in the same run, in turns, and
 * gives a {@link mesh.bench.Report}; {@link mesh.bench.Main} prints it and makes an exit code of it.
 */
@NullMarked
package mesh.bench;

import org.jspecify.annotations.NullMarked;
