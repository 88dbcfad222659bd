// SPDX-License-Identifier: Apache-2.0
/**
 * What one run is given and how it ends: streams, environment, clock, exit codes.
 *
 * <p>Imports nothing of the program but {@code mesh.cli.view}'s palette.
 */
@NullMarked
package mesh.cli.run;

import org.jspecify.annotations.NullMarked;
