// SPDX-License-Identifier: Apache-2.0
/**
 * The words of DERP, version 2: frames, keys and sealed greetings. DERP carries packets between peers that cannot reach
 * each other, addressed by public key, through a relay that both reach over TLS. Whoever speaks it, client or server,
 * speaks it through this package; there is no socket, clock or thread here.
 *
 * <h2>A frame</h2>
 *
 * All integers are big-endian. A stream of frames starts where the HTTP upgrade ends.
 *
 * <pre>
 *  0      1                       5
 *  +------+-----------+-----------+------------------- - - -
 *  | type |   length of payload   | payload
 *  +------+-----------+-----------+------------------- - - -
 *
 *  type                  from      payload
 *  01 ServerKey          relay     magic 8 "DERP" f0 9f 94 91, key 32
 *  02 ClientInfo         client    client's key 32, box of JSON
 *  03 ServerInfo         relay     box of JSON
 *  04 SendPacket         client    destination 32, packet 0..65536
 *  05 RecvPacket         relay     source 32, packet 0..65536
 *  06 KeepAlive          relay     nothing
 *  07 NotePreferred      client    1: this relay is my home, 0: it is not
 *  08 PeerGone           relay     key 32, reason 1
 *  09 PeerPresent        relay     key 32, IPv6 or mapped IPv4 address 16, port 2, flags 1 (to mesh peers)
 *  0a ForwardPacket      mesh peer source 32, destination 32, packet 0..65536
 *  10 WatchConns         mesh peer nothing: tell me who comes and goes
 *  11 ClosePeer          mesh peer key 32
 *  12 Ping               both      8 bytes that Pong gives back
 *  13 Pong               both      8 bytes
 *  14 Health             relay     UTF-8 text of what is wrong with the connection, empty when it is well again
 *  15 Restarting         relay     reconnect in ms 4, try for ms 4
 * </pre>
 *
 * A reader skips frames of a type that it does not know, and ignores what follows the known part of ServerKey, PeerGone,
 * PeerPresent, Ping and Pong.
 *
 * <h2>A box</h2>
 *
 * NaCl's crypto_box: it hides the JSON and proves that whoever sealed it holds the private half of its key.
 *
 * <pre>
 *  0            24            40
 *  +------------+-------------+------------------ - - -
 *  | nonce      | Poly1305 tag| JSON, by XSalsa20
 *  +------------+-------------+------------------ - - -
 * </pre>
 *
 * <h2>A session</h2>
 *
 * <pre>
 *  client                                relay
 *    | HTTP GET, Upgrade: DERP             |
 *    |------------------------------------>|
 *    |        101 Switching Protocols      |  (left out with Derp-Fast-Start: 1)
 *    |<------------------------------------|
 *    |                        ServerKey    |
 *    |<------------------------------------|
 *    | ClientInfo   {"version":2,…}        |  admitted by key, or closed
 *    |------------------------------------>|
 *    |           {"version":2} ServerInfo  |
 *    |<------------------------------------|
 *    | SendPacket to B                     |
 *    |------------------------------------>|  --- RecvPacket from A ---> B
 * </pre>
 *
 * <p>Flows in: bytes. Flows out: {@link mesh.derp.Frame}, or {@link mesh.derp.MalformedFrameException}. May import core.
 */
@NullMarked
package mesh.derp;

import org.jspecify.annotations.NullMarked;
