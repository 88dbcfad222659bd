// SPDX-License-Identifier: Apache-2.0
/**
 * A UDP port on the router in front: asked for by PCP (RFC 6887) or NAT-PMP (RFC 6886), so that others can call a host
 * behind NAT. Both speak UDP to port 5351 of the router. Numbers are big-endian.
 * <pre>
 *  NAT-PMP request for the address      00 00
 *          answer                       00 80 | result 2 | epoch 4 | IPv4 4
 *          request for a UDP port       00 01 | 0 2 | internal port 2 | external port 2 | lifetime 4
 *          answer                       00 81 | result 2 | epoch 4 | internal 2 | external 2 | lifetime 4
 *
 *  PCP     request header      24 bytes 02 op | 0 2 | lifetime 4 | client's address 16
 *          answer header       24 bytes 02 80+op | 0 | result 1 | lifetime 4 | epoch 4 | 0 12
 *          MAP (op 1) of both  36 bytes nonce 12 | protocol 1 | 0 3 | internal 2 | external 2 | external address 16
 *          ANNOUNCE (op 0)      0 bytes
 * </pre>
 * IPv4 addresses stand in 16 bytes as {@code ::ffff:a.b.c.d}. A lifetime of 0 deletes. The epoch is the router's seconds
 * since it forgot all mappings; when it goes back, ours are gone.
 *
 * <p>{@link mesh.portmap.PortMapping} decides (pure: time and nonce come in), {@link mesh.portmap.PortMapper} owns the
 * socket and the thread, {@link mesh.portmap.DefaultGateway} reads who the router is. May import core and
 * {@code mesh.socket}.
 */
@NullMarked
package mesh.portmap;

import org.jspecify.annotations.NullMarked;
