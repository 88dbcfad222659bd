// SPDX-License-Identifier: Apache-2.0
/**
 * Between the platform's socket addresses and ours. May import core only.
 */
@NullMarked
package mesh.socket;

import org.jspecify.annotations.NullMarked;
