// SPDX-License-Identifier: Apache-2.0
/**
 * What a host was found to have: its manifest, its files, its running interface.
 *
 * <p>In: texts that the host printed, read by {@code deploy}. Out: {@link mesh.live.LiveHost}. Imports nothing of
 * {@code mesh.plan}.
 */
@NullMarked
package mesh.live;

import org.jspecify.annotations.NullMarked;
