// SPDX-License-Identifier: Apache-2.0
/**
 * What every value type shares: the one way of saying that a text is not a value.
 *
 * <p>Imports nothing of this project.
 */
@NullMarked
package mesh.value;

import org.jspecify.annotations.NullMarked;
