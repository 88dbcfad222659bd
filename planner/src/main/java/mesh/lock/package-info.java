// SPDX-License-Identifier: Apache-2.0
/**
 * Decisions that must not move: addresses, ports, public keys, and the tombstones of what was removed.
 *
 * <p>In: {@link mesh.model.Mesh} and the lock so far. Out: {@link mesh.lock.Lockfile}. Imports nothing of
 * {@code mesh.desired} and what follows it. Holds no secret.
 */
@NullMarked
package mesh.lock;

import org.jspecify.annotations.NullMarked;
