// SPDX-License-Identifier: Apache-2.0
/**
 * Who a relay is to TLS: its certificate, from files or made by itself, and the meta certificate that tells clients its relay
 * key inside the handshake.
 *
 * <pre>
 *  chain that is served:  certificate of the name | issuers … | meta certificate
 *
 *  meta certificate (never validated):  X.509 v3, Ed25519, signed by itself
 *    serial   = version of DERP                 subject = issuer = CN=derpkey + 64 hex digits of the relay's key
 *    validity = 30 days either way              extension: basic constraints, no authority
 * </pre>
 *
 * <p>Files and randomness are read here; sockets are not. May import {@code mesh.derp}.
 */
@NullMarked
package mesh.relay.tls;

import org.jspecify.annotations.NullMarked;
