// SPDX-License-Identifier: Apache-2.0
/**
 * Bundles for hosts that nobody can push to: one file a host, signed by whoever publishes and sealed to the host.
 *
 * <pre>
 * mesh-bundle 1             first line of what is signed
 * mesh homelab
 * host kiosk1
 * serial 1796000000         never goes back
 * made 1796000000           seconds since 1970
 * not-after 1798592000      seconds since 1970
 * state HEX                 SHA-256 of the program: what is applied already is not applied again
 * sha256 HEX                of the sealed part
 * -----BEGIN SSH SIGNATURE-----         as ssh-keygen -Y sign -n mesh-bundle makes it, of all lines before
 * -----BEGIN AGE ENCRYPTED FILE-----    the program, packed by gzip and sealed to the host's recipient
 * </pre>
 */
@NullMarked
package mesh.pull;

import org.jspecify.annotations.NullMarked;
