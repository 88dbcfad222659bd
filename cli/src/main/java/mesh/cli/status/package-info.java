// SPDX-License-Identifier: Apache-2.0
/**
 * How a running mesh is: what every host should have beside what it was found to have, pair by pair.
 *
 * <p>In: {@link mesh.desired.DesiredMesh} and readings. Out: {@link mesh.cli.status.StatusDocument}, which
 * {@code mesh.cli.view} draws. Imports nothing else of the program.
 */
@NullMarked
package mesh.cli.status;

import org.jspecify.annotations.NullMarked;
