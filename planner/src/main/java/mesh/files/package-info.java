// SPDX-License-Identifier: Apache-2.0
/**
 * The files of a host as values: path, mode and content, where a secret is named and never held.
 *
 * <p>Renderers make them, the diff compares them, deploy writes them. Imports nothing of {@code mesh.live} and
 * {@code mesh.plan}.
 */
@NullMarked
package mesh.files;

import org.jspecify.annotations.NullMarked;
