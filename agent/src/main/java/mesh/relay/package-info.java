// SPDX-License-Identifier: Apache-2.0
/**
 * A DERP relay. A few loops, one for each core, own the connections; bytes of a sender are taken out of TLS, cut into frames,
 * queued at their destination and written to it, all by the loop that read them.
 *
 * <pre>
 *  socket ─→ Wire ─→ (WebSocket) ─→ Stage: HttpStage → LoginStage → Session
 *                                                                     │ Clients finds the destination
 *  socket ←─ Wire ←─ (WebSocket) ←─ Outbox of the destination  ←──────┘ or a MeshLink does
 * </pre>
 *
 * <p><b>Threads.</b> A connection is read by its own loop only. Any loop may write to any connection, under the connection's
 * write lock: the loop that brought packets hands them over itself, so no other thread has to be woken. Nothing waits for a
 * socket: what a socket does not take stays in its {@link mesh.relay.Outbox}, which drops its oldest packets when it is full.
 *
 * <p><b>Bounds.</b> A connection holds at most one incomplete TLS record, one incomplete frame, one {@code Outbox} and what
 * its socket refused of one batch. Before the login it holds 16 KiB, for 10 seconds.
 *
 * <p>Flows in: {@link mesh.relay.RelaySettings}. Flows out: packets, {@link mesh.relay.RelayMetrics} and lines of an
 * {@link mesh.relay.EventLog}. May import {@code mesh.derp}, {@code mesh.http} and {@code mesh.relay.tls}; reads no
 * configuration.
 */
@NullMarked
package mesh.relay;

import org.jspecify.annotations.NullMarked;
