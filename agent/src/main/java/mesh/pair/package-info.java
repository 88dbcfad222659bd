// SPDX-License-Identifier: Apache-2.0
/**
 * How two hosts that cannot simply call each other move their packets from a relay to a direct path and back. All of it is
 * pure: time and randomness come in, a {@link mesh.pair.PairEvent} at a time, and what is to be done goes out as {@link
 * mesh.pair.PairAction}.
 *
 * <pre>
 *   RELAY ──a path is proved both ways, at full size──→ TRIAL ──WireGuard's own counters agree──→ DIRECT
 *     ↑                                                  │                                          │
 *     └──────────── either side asks for it, over the relay; backs off for that path ───────────────┘
 * </pre>
 *
 * <p>Two kinds of messages: a {@link mesh.pair.ControlMessage} goes through relays, a {@link mesh.pair.ProbeMessage} beside
 * the tunnel. Both are sealed by {@code mesh.pair.wire} for one peer, since relays can lie about who sent what. A beat goes
 * inside the tunnel.
 *
 * <p>May import core and {@code mesh.derp}'s keys; knows no socket, no clock, no WireGuard.
 */
@NullMarked
package mesh.pair;

import org.jspecify.annotations.NullMarked;
