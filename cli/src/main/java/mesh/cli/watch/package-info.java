// SPDX-License-Identifier: Apache-2.0
/**
 * {@code mesh status --watch}: a screen that follows a mesh and says what changed.
 *
 * <p>In: a {@link mesh.cli.status.StatusDocument} a round. Out: lines on a {@link mesh.cli.run.FullScreen}. Who reads
 * hosts is not known here.
 */
@NullMarked
package mesh.cli.watch;

import org.jspecify.annotations.NullMarked;
