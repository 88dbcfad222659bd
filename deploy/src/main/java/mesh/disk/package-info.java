// SPDX-License-Identifier: Apache-2.0
/**
 * Files of the controller that must never be seen half-written: lock, known hosts, vault, plans.
 *
 * <p>Imports nothing of this project.
 */
@NullMarked
package mesh.disk;

import org.jspecify.annotations.NullMarked;
