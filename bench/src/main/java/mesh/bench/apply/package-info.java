// SPDX-License-Identifier: Apache-2.0
/**
 * Whole applies to hosts of a lab, beside other ways of doing the same. Flows in: a lab with clean roots for each round.
 * Flows out: a {@link mesh.bench.Report}. Runs the launcher of this checkout and imports nothing of mesh but the lab.
 */
@NullMarked
package mesh.bench.apply;

import org.jspecify.annotations.NullMarked;
