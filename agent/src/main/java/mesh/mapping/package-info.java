// SPDX-License-Identifier: Apache-2.0
/**
 * Where this host may be called: addresses of its interfaces, what STUN servers see of WireGuard's port, what a router
 * forwards to it, and what the spec declares. Flows out: {@link mesh.pair.OwnCandidates}. May import core, {@code mesh.stun},
 * {@code mesh.portmap}, {@code mesh.probe} and the candidates of {@code mesh.pair}; decides nothing about paths.
 */
@NullMarked
package mesh.mapping;

import org.jspecify.annotations.NullMarked;
