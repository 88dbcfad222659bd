// SPDX-License-Identifier: Apache-2.0
/**
 * The client end of DERP: connections to several relays that find each other's clients and never give up.
 *
 * <pre>
 *  RelayClient      which relays are connected: home, a second one warm, the homes of peers while they are used
 *    | asks          HomeChooser (pure): nearest, and sticky
 *    v one each
 *  RelayLink        connects, reads, writes, connects again
 *    | asks          LinkWatch (pure): when to ping, when a silent relay is dead;  Backoff (pure): when to try again
 *    v
 *  RelayDialer      TCP (IPv6 and IPv4 in a race, or through a proxy), TLS, HTTP upgrade, keys
 *    v
 *  RelayConnection  frames
 * </pre>
 *
 * <p>An upgrade is asked for in three ways. With a meta certificate in the relay's chain over TLS 1.3 its key is known, and
 * frames follow the request at once (fast start). Else {@code Upgrade: DERP} is asked for. Who answers that with 4xx is a
 * reverse proxy that lets only WebSocket through, and is asked for that.
 *
 * <p>Flows in: relays to use, packets to send. Flows out: packets and what became of relays, to a {@link
 * mesh.derp.client.RelayListener}. Randomness and time come into the pure classes from outside. May import core,
 * {@code mesh.derp}, {@code mesh.http}, {@code mesh.stun} and {@code mesh.socket}.
 */
@NullMarked
package mesh.derp.client;

import org.jspecify.annotations.NullMarked;
