// SPDX-License-Identifier: Apache-2.0
/**
 * How two nodes reach each other, put together for people and for JSON.
 *
 * <p>In: {@link mesh.path.Paths}, {@link mesh.desired.DesiredMesh}, the lock, readings. Out:
 * {@link mesh.cli.explain.ExplainDocument}, which {@code mesh.cli.view} draws. Imports nothing else of the program.
 */
@NullMarked
package mesh.cli.explain;

import org.jspecify.annotations.NullMarked;
