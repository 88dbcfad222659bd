// SPDX-License-Identifier: Apache-2.0
/**
 * What hosts that pull say of themselves: a file a host, signed by a key that was born there, wherever it lay meanwhile.
 * All of it may be anybody's: it is short, it is one form or nothing, and none of it is believed before its signature.
 *
 * <pre>
 * mesh-report 1           first line of what is signed
 * mesh homelab
 * host kiosk1
 * at 1796000000           seconds since 1970, by the host's clock
 * serial 1795999000       of the newest bundle that the host took; 0: none
 * generation 4            of the configuration that it has; 0: none
 * outcome applied         or rolled-back, refused, failed, locked, unreachable
 * text -                  why, or -
 * -----BEGIN SSH SIGNATURE-----         as ssh-keygen -Y sign -n mesh-report makes it, of all lines before
 * </pre>
 */
@NullMarked
package mesh.report;

import org.jspecify.annotations.NullMarked;
