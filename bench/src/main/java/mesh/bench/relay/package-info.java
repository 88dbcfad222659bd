// SPDX-License-Identifier: Apache-2.0
/**
 * Relays under load: ours, derper and coturn, each a process on a core of its own. {@link mesh.bench.relay.Load} is the same
 * for all of them: it holds both ends of every pair of clients, in one thread.
 */
@NullMarked
package mesh.bench.relay;

import org.jspecify.annotations.NullMarked;
