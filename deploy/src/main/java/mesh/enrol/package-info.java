// SPDX-License-Identifier: Apache-2.0
/**
 * Hosts that cannot be reached yet: what they are given, and the one line by which they answer.
 *
 * <pre>
 * mesh-answer-1,MESH,HOST,SSH-KEY,WIREGUARD-KEY[,ADDRESS]...,MAC     no blank, so it can be copied from any console
 *   SSH-KEY        the base64 of the host's ssh-ed25519 key
 *   WIREGUARD-KEY  base64; "-" under vault custody
 *   ADDRESS        0 to 8, those that others may call
 *   MAC            hex(sha256(token + hex(sha256(token + TEXT + LF)) + LF)), TEXT being all before the last comma
 *   token          32 hexadecimal digits, 128 random bits
 * </pre>
 *
 * <p>Imports nothing of {@code mesh.host}, {@code mesh.apply} and cli: a program is bytes here.
 */
@NullMarked
package mesh.enrol;

import org.jspecify.annotations.NullMarked;
