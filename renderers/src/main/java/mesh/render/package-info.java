// SPDX-License-Identifier: Apache-2.0
/**
 * From what a host should have to the files that make it so: one class and one template a format.
 *
 * <p>In: {@link mesh.desired.DesiredHost}. Out: {@link mesh.files.RenderedHost}. Imports nothing of {@code mesh.live},
 * {@code mesh.plan}, deploy and cli. No file, clock or randomness; templates come from the class path.
 */
@NullMarked
package mesh.render;

import org.jspecify.annotations.NullMarked;
