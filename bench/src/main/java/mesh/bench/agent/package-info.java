// SPDX-License-Identifier: Apache-2.0
/**
 * Agents while a stream runs through the tunnel: {@code bench/run agent}. In the lab, with WireGuard in user space and the options of the
 * agent's service; processor time is read from {@code /proc}, bytes from the interface.
 */
@NullMarked
package mesh.bench.agent;

import org.jspecify.annotations.NullMarked;
