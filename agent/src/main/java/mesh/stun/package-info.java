// SPDX-License-Identifier: Apache-2.0
/**
 * STUN (RFC 8489): how a host behind NAT learns the address that others see, and the server that tells it.
 *
 * <p>A message is a header of 20 bytes and attributes. All numbers are big-endian.
 * <pre>
 *  0       2        4               8                                  20
 *  +-------+--------+---------------+----------------------------------+
 *  | type  | length | cookie        | transaction id, 96 random bits   |   header
 *  +-------+--------+---------------+----------------------------------+
 *  type    00 and 14 bits: method, with two bits of class in between    0001 Binding request
 *          (M11..M7 C1 M6..M4 C0 M3..M0)                                0101 success, 0111 error
 *  length  bytes after the header, a multiple of 4
 *  cookie  21 12 a4 42; RFC 3489 had 32 more random bits here
 *
 *  +-------+--------+------------------------+-----------+
 *  | type  | length | value, length bytes    | 0 to 3 pad |             attribute
 *  +-------+--------+------------------------+-----------+
 *  0001 MAPPED-ADDRESS      00 | family 01 or 02 | port 2 | address 4 or 16
 *  0020 XOR-MAPPED-ADDRESS  the same; port ^ 2112, address ^ (cookie, transaction id)
 *  0009 ERROR-CODE          00 00 | class 3..6 | number 0..99 | reason in UTF-8
 *  000a UNKNOWN-ATTRIBUTES  types, 2 bytes each
 *  8022 SOFTWARE            UTF-8
 *  0008 MESSAGE-INTEGRITY   HMAC-SHA1 of all before it, length counted up to and with it
 *  8028 FINGERPRINT         CRC-32 of all before it ^ 5354554e; the last one, counted in length
 * </pre>
 * The top two bits 00 and the cookie tell STUN from anything else on a port. Types under 8000 must be understood, others
 * may be skipped.
 *
 * <p>Client: {@link mesh.stun.BindingRound} asks several servers and decides (pure: time and ids come in),
 * {@link mesh.stun.StunClient} owns its sockets. Server: {@link mesh.stun.StunResponder} is the answer to a packet,
 * {@link mesh.stun.StunServer} owns sockets and threads, {@link mesh.stun.ReflectionLimit} keeps it from being a weapon.
 * Answers to {@code tailnode} requests are what derper would send and its clients take.
 *
 * <p>May import core and {@code mesh.socket}.
 */
@NullMarked
package mesh.stun;

import org.jspecify.annotations.NullMarked;
