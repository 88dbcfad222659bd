// SPDX-License-Identifier: Apache-2.0
/**
 * Configuration files as JSON: read with bounds, and all that is wrong is told at once, each problem with its place. Flows in:
 * files. Flows out: values of whoever reads them. Knows no relay and no agent.
 */
@NullMarked
package mesh.json;

import org.jspecify.annotations.NullMarked;
