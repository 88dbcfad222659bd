// SPDX-License-Identifier: Apache-2.0
/**
 * WireGuard of a real kernel, in an emulated machine: what it carries, and whether agents find a way for it. Takes programs of
 * Debian and the agent's jar, gives a {@link mesh.bench.Report}. What is said to the machine and heard of it goes over its
 * console. Of the lab it takes where the jar is, none of its hosts:
 * they share the kernel of this machine.
 */
@NullMarked
package mesh.bench.kernel;

import org.jspecify.annotations.NullMarked;
