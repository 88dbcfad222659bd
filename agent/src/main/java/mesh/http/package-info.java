// SPDX-License-Identifier: Apache-2.0
/**
 * The little of HTTP/1.1 (RFC 9112) and WebSocket (RFC 6455) that stands before DERP: the head of a request, and the frames
 * in which a reverse proxy lets a stream of bytes pass.
 *
 * <pre>
 *  GET /derp HTTP/1.1                  0        1        2              bytes
 *  Host: relay.example.org             +--------+--------+-----------+----------+---------
 *  Upgrade: DERP                       |F000 op |M length| longer 2|8| mask 0|4 | payload
 *  Connection: Upgrade                 +--------+--------+-----------+----------+---------
 *                                      F: last of a message; M: masked, always from clients
 *  (bytes of the upgraded protocol)    op: 0 continuation, 2 binary, 8 close, 9 ping, a pong
 * </pre>
 *
 * <p>Bytes in, values out; no socket, clock or thread. Imports nothing of this project.
 */
@NullMarked
package mesh.http;

import org.jspecify.annotations.NullMarked;
