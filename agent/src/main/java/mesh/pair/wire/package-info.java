// SPDX-License-Identifier: Apache-2.0
/**
 * What two agents say, as bytes that only the other of the two can read and make.
 *
 * <pre>
 *   envelope   54 53 f0 9f 92 ac | sender's relay key 32 | nonce 24 | tag 16 | sealed
 *   sealed     direction 1 | type 1 | version 1 (1) | ...
 *   control    ... | from session 8 | to session 8 (0: not known) | sequence 8 | body
 *   01 hello          flags 1 (1: answer) | length 1 | home in ASCII
 *   02 candidates     flags 1 (1: mapping varies) | count 1 | count x (kind 1 | address)
 *   03 punch          round 4 | delay in milliseconds 2
 *   04 proved         remote address | address seen
 *   05 switch         epoch 4 | the receiver's endpoint address | the sender's endpoint address
 *   06 switch done    epoch 4
 *   07 fallback       epoch 4 | reason 1
 *   08 fallback done  epoch 4
 *   09 bye            nothing
 *   41 ping           id 12 | zeros up to the length wanted
 *   42 pong           id 12 | address seen
 *   address           family 1 (4 or 6) | 4 or 16 bytes | port 2
 * </pre>
 *
 * <p>Numbers are big-endian. The direction is 1 from the host with the larger relay key and 0 to it: both seal with one key,
 * and without it a message would be good for its own sender. A session is a random number, one for each run of an agent, so
 * that nothing recorded in another run counts; the sequence keeps out what was recorded in this one. What does
 * not name the receiver's session says nothing but that its sender is to be greeted.
 *
 * <p>The envelope is shaped like Tailscale's path discovery, which DERP relays queue apart from data. Flows in and out: bytes
 * and the values of {@code mesh.pair}. Knows no socket and no state of a path.
 */
@NullMarked
package mesh.pair.wire;

import org.jspecify.annotations.NullMarked;
